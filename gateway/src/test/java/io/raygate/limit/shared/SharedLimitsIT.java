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
import io.raygate.limit.Subject;
import io.raygate.testing.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three gateways and a real Redis: nobody gets more than was agreed, and hardly less. */
class SharedLimitsIT {
    private static final int GATEWAYS = 3;

    private final RedisServer redis = RedisServer.start();
    private final AtomicLong names = new AtomicLong();
    private final List<Member> members = new ArrayList<>();

    private UUID name() {
        return new UUID(0, names.incrementAndGet());
    }

    @AfterEach
    void end() {
        members.forEach(Member::close);
        redis.close();
    }

    private void start() {
        for (int i = 0; i < GATEWAYS; i++) {
            RedisLimits store =
                    new RedisLimits(
                            new RedisAddress(redis.uri(), null, () -> "", null), this::name);
            members.add(
                    new Member(store, System::nanoTime, InstantSource.system(), this::name)
                            .talking());
        }
        await().until(() -> members.stream().allMatch(it -> it.leases.isConnected()));
    }

    private static List<Applied> limits(String tenant, int concurrency, Limit... limits) {
        LimitSet set = new LimitSet("set", List.of(limits), concurrency, false);
        return List.of(new Applied("tenant", Subject.tenant(tenant), set));
    }

    /** From each gateway by turns. */
    private long passed(List<Applied> limits, int tries) {
        long passed = 0;
        for (int i = 0; i < tries; i++) {
            if (members.get(i % GATEWAYS).reserve(limits) instanceof LimitDecision.Passed pass) {
                pass.charge().settle(new Account());
                passed++;
            }
        }
        return passed;
    }

    @Test
    void ofAQuotaExactlySoMuchPasses() {
        start();
        ZoneId zone = ZoneId.of("UTC");
        Limit day = Limit.of(Measure.REQUESTS, new Quota(1_000, Period.MONTH, zone));
        AtomicLong passed = new AtomicLong(passed(limits("a", 0, day), 10_000));
        assertThat(passed.get()).isBetween(900L, 1_000L);
        await().untilAsserted(
                        () ->
                                assertThat(passed.addAndGet(passed(limits("a", 0, day), 100)))
                                        .isEqualTo(1_000));
    }

    @Test
    void ofAPaceNoMorePassesThanItGives() {
        start();
        Limit pace = Limit.of(Measure.REQUESTS, new Pace(500, Duration.ofSeconds(1), 100));
        List<Applied> limits = limits("b", 0, pace);
        long begin = System.nanoTime();
        long passed = 0;
        double seconds = 0;
        while (seconds < 3) {
            passed += passed(limits, 30);
            seconds = (System.nanoTime() - begin) / 1e9;
        }
        double most = 100 + 500 * seconds;
        assertThat((double) passed).isBetween(0.97 * most, most);
    }

    @Test
    void noMoreAreOpenThanThereArePlaces() {
        start();
        List<Applied> limits = limits("c", 10);
        List<LimitDecision.Passed> open = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (members.get(i % GATEWAYS).reserve(limits) instanceof LimitDecision.Passed pass) {
                open.add(pass);
            }
        }
        assertThat(open.size()).isLessThanOrEqualTo(10);
        await().untilAsserted(
                        () -> {
                            for (Member member : members) {
                                if (member.reserve(limits) instanceof LimitDecision.Passed pass) {
                                    open.add(pass);
                                }
                            }
                            assertThat(open).hasSize(10);
                        });
        open.forEach(pass -> pass.charge().settle(new Account()));
        await().untilAsserted(
                        () -> {
                            assertThat(members.get(1).reserve(limits))
                                    .isInstanceOf(LimitDecision.Passed.class);
                        });
    }
}
