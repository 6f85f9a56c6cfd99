package io.raygate.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Account;
import io.raygate.limit.Applied;
import io.raygate.limit.Limit;
import io.raygate.limit.LimitDecision;
import io.raygate.limit.LimitSet;
import io.raygate.limit.Measure;
import io.raygate.limit.Member;
import io.raygate.limit.Pace;
import io.raygate.limit.Period;
import io.raygate.limit.Quota;
import io.raygate.limit.Sharing;
import io.raygate.limit.Subject;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RedisServer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Section 17, D-04, D-13: what becomes of limits that two gateways share while their Redis is
 * frozen, killed, emptied, or has another time; on the gateways' side time is told by hand.
 */
@Timeout(120)
class RedisFaultsIT {
    private static final int QUOTA = 100;
    private static final Limit MONTH =
            Limit.of(Measure.REQUESTS, new Quota(QUOTA, Period.MONTH, ZoneId.of("UTC")));
    private static final Limit PACE =
            Limit.of(Measure.REQUESTS, new Pace(1, Duration.ofHours(1), 10));

    private final RedisServer redis = RedisServer.start();
    private final ManualClock clock = new ManualClock();
    private final AtomicLong names = new AtomicLong();
    private final List<RedisLimits> stores = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    private UUID name() {
        return new UUID(0, names.incrementAndGet());
    }

    private void start() {
        start(redis.uri());
    }

    private void start(String uri) {
        for (int i = 0; i < 2; i++) {
            stores.add(new RedisLimits(new RedisAddress(uri, null, () -> "", null), this::name));
            members.add(new Member(stores.get(i), clock, clock, this::name));
        }
        for (int i = 0; i < 2; i++) {
            for (int one = 0; one < 2; one++) {
                assertThat(round(one)).isTrue();
            }
        }
    }

    @AfterEach
    void end() {
        members.forEach(Member::close);
        redis.close();
    }

    private boolean round(int one) {
        return members.get(one).leases.round(stores.get(one));
    }

    private static List<Applied> limits(String tenant, Sharing sharing, Limit... limits) {
        LimitSet set = new LimitSet("set", List.of(limits), 0, false, false, sharing);
        return List.of(new Applied("tenant", Subject.tenant(tenant), set));
    }

    private static List<Applied> limits(String tenant, Limit... limits) {
        return limits(tenant, Sharing.DEFAULT, limits);
    }

    /** One request, which asks the store where it has to. */
    private boolean passes(int one, List<Applied> limits) {
        LimitDecision decision = members.get(one).reserve(limits, true);
        if (decision instanceof LimitDecision.Unsure) {
            round(one);
            decision = members.get(one).reserve(limits, false);
        }
        if (decision instanceof LimitDecision.Passed passed) {
            passed.charge().settle(new Account());
            return true;
        }
        return false;
    }

    private int passed(int one, List<Applied> limits, int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            passed += passes(one, limits) ? 1 : 0;
        }
        return passed;
    }

    private void awaitAnswer(int one) {
        await().until(() -> round(one));
    }

    /** What the store counts as used of the quota of a tenant. */
    private long used(String tenant) {
        String key = "{raygate}:amount:TENANT\\n" + tenant + "\\nrequests\\nmonth\\n*";
        String all = redis.command("KEYS", key.translateEscapes());
        return Long.parseLong(redis.command("HGET", all, "used"));
    }

    /** Everything that is lent and not used goes back. */
    private void quiet() {
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMillis(1_100));
            for (int one = 0; one < members.size(); one++) {
                awaitAnswer(one);
            }
        }
    }

    @Test
    void whatIsLentWhereAnAnswerWasLostIsLentOnce() {
        start();
        List<Applied> limits = limits("a", MONTH);
        int passed = passed(0, limits, 3);
        redis.freeze();
        assertThat(round(0)).isFalse();
        passed += passed(0, limits, 3);
        assertThat(round(0)).isFalse();
        redis.thaw();
        awaitAnswer(0);
        quiet();
        assertThat(used("a")).isEqualTo(passed);
        assertThat(passed + passed(1, limits, QUOTA)).isEqualTo(QUOTA);
    }

    @Test
    void whileTheStoreIsAwayEachGatewayGivesItsPartAndChargesItLater() {
        start();
        List<Applied> limits = limits("a", MONTH);
        assertThat(passed(0, limits, 5) + passed(1, limits, 5)).isEqualTo(10);
        quiet();
        redis.kill();
        round(0);
        round(1);
        int alone = passed(0, limits, QUOTA) + passed(1, limits, QUOTA);
        assertThat(alone).isBetween(QUOTA - 20, QUOTA);
        redis.restart();
        quiet();
        int after = passed(0, limits, QUOTA) + passed(1, limits, QUOTA);
        assertThat(10 + alone + after).isBetween(QUOTA - 2, QUOTA);
    }

    @Test
    void whatAGatewayGaveBeforeItKnewOfOthersIsChargedAndNoMoreIsThereForIt() {
        redis.kill();
        for (int i = 0; i < 2; i++) {
            stores.add(
                    new RedisLimits(
                            new RedisAddress(redis.uri(), null, () -> "", null), this::name));
            members.add(new Member(stores.get(i), clock, clock, this::name));
            assertThat(round(i)).isFalse();
        }
        List<Applied> paced = limits("a", PACE);
        assertThat(passed(0, paced, 3)).isEqualTo(3);
        redis.restart();
        awaitAnswer(1);
        quiet();
        assertThat(3 + passed(1, paced, 20) + passed(0, paced, 20)).isBetween(8, 10);
    }

    @Test
    void anEmptiedStoreIsToldWhatWasUsed() {
        start();
        List<Applied> limits = limits("a", MONTH);
        List<Applied> paced = limits("b", PACE);
        assertThat(passed(0, limits, 60)).isEqualTo(60);
        assertThat(passed(0, paced, 20)).isEqualTo(10);
        redis.empty();
        quiet();
        assertThat(passed(0, limits, QUOTA)).isEqualTo(QUOTA - 60);
        assertThat(passed(0, paced, 20)).isZero();
        assertThat(passed(1, paced, 20)).isZero();
    }

    @Test
    void aClockOfTheStoreThatJumpsByAnHourNeitherFillsNorBlocks() {
        start();
        List<Applied> slow = limits("a", PACE);
        List<Applied> fast =
                limits("b", Limit.of(Measure.REQUESTS, new Pace(10, Duration.ofSeconds(1), 1_000)));
        assertThat(passed(0, slow, 20)).isEqualTo(10);
        assertThat(passed(0, fast, 2_000)).isGreaterThanOrEqualTo(1_000);
        redis.command("HINCRBYFLOAT", "{raygate}:clock", "wall", "-3600000000");
        quiet();
        assertThat(passed(0, slow, 20)).isZero();
        redis.command("HINCRBYFLOAT", "{raygate}:clock", "wall", "3600000000");
        clock.advance(Duration.ofSeconds(1));
        assertThat(round(0)).isTrue();
        assertThat(passed(0, fast, 2_000)).isGreaterThanOrEqualTo(9);
        assertThat(passed(0, slow, 20)).isZero();
    }

    @Test
    void aReplicaThatTakesOverGoesOnWithWhatWasUsed() {
        try (RedisServer replica =
                        RedisServer.start("--replicaof", "127.0.0.1", "" + redis.port());
                RedisServer sentinel = RedisServer.sentinel(redis)) {
            await().until(() -> replica.command("INFO", "replication").contains("link_status:up"));
            await().until(
                            () ->
                                    sentinel.command("INFO", "sentinel").contains("status=ok")
                                            && sentinel.command("INFO", "sentinel")
                                                    .contains("slaves=1"));
            start("redis-sentinel://127.0.0.1:" + sentinel.port() + "#limits");
            List<Applied> limits = limits("a", MONTH);
            assertThat(passed(0, limits, 30) + passed(1, limits, 30)).isEqualTo(60);
            quiet();
            redis.kill();
            await().until(() -> replica.command("INFO", "replication").contains("role:master"));
            quiet();
            int after = passed(0, limits, QUOTA) + passed(1, limits, QUOTA);
            assertThat(60 + after).isBetween(QUOTA - 2, QUOTA);
        }
    }

    @Test
    void whileTheStoreIsSlowNoMorePassesThanThereIs() throws InterruptedException {
        start();
        List<Applied> limits = limits("a", MONTH);
        AtomicBoolean slow = new AtomicBoolean(true);
        Thread drag =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (slow.get()) {
                                        redis.command("DEBUG", "SLEEP", "0.2");
                                    }
                                });
        int passed = 0;
        for (int i = 0; i < 30; i++) {
            passed += passed(i % 2, limits, 10);
        }
        slow.set(false);
        drag.join();
        quiet();
        assertThat(passed + passed(0, limits, QUOTA) + passed(1, limits, QUOTA))
                .isBetween(QUOTA - 2, QUOTA);
    }

    @Test
    void afterAMinuteWithoutTheStoreWhatWasAgreedForThatHolds() {
        start();
        List<Applied> open = limits("a", new Sharing(true, Sharing.OnLoss.OPEN), PACE);
        List<Applied> closed = limits("b", new Sharing(true, Sharing.OnLoss.CLOSED), PACE);
        List<Applied> local = limits("c", PACE);
        redis.kill();
        round(0);
        assertThat(passed(0, open, 20)).isEqualTo(5);
        assertThat(passed(0, closed, 20)).isEqualTo(5);
        assertThat(passed(0, local, 20)).isEqualTo(5);
        clock.advance(Duration.ofSeconds(61));
        assertThat(passed(0, open, 50)).isEqualTo(50);
        assertThat(members.get(0).reserve(closed, true)).isInstanceOf(LimitDecision.Gone.class);
        assertThat(passed(0, local, 20)).isZero();
        redis.restart();
        quiet();
        assertThat(passed(0, open, 20)).isZero();
        assertThat(passed(0, closed, 20)).isEqualTo(5);
    }

    @Test
    void aGatewayThatWasSilentHoldsNothingUntilItHasAskedAnew() {
        start();
        LimitSet set = new LimitSet("set", List.of(), 4, false);
        List<Applied> places = List.of(new Applied("key", Subject.key("k"), set));
        List<LimitDecision.Passed> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            LimitDecision decision = members.get(0).reserve(places, true);
            if (decision instanceof LimitDecision.Unsure) {
                round(0);
            } else if (decision instanceof LimitDecision.Passed passed) {
                held.add(passed);
            }
        }
        assertThat(held).hasSize(4);
        redis.command("ZINCRBY", "{raygate}:gateways", "-20000000", new UUID(0, 1).toString());
        assertThat(passes(1, places)).isTrue();
        quiet();
        assertThat(passes(1, places)).isFalse();
        held.forEach(it -> it.charge().settle(new Account()));
        quiet();
        assertThat(passes(1, places)).isTrue();
    }
}
