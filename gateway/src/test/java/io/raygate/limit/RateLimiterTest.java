package io.raygate.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.limit.LimitDecision.Over;
import io.raygate.limit.LimitDecision.Passed;
import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Several limits at once: all or none, each from its own. */
class RateLimiterTest {
    private final ManualClock clock = new ManualClock();
    private final LimitBook book = new LimitBook(clock.getAsLong());
    private final RateLimiter limiter = new RateLimiter(book, clock);

    private static LimitSet requests(String name, int burst) {
        return new LimitSet(name, new RequestRate(60, Duration.ofMinutes(1), burst), 0, false);
    }

    private static LimitSet concurrency(int most) {
        return new LimitSet("open", null, most, false);
    }

    private static Applied tenant(String id, LimitSet set) {
        return new Applied("tenant", Subject.tenant(id), set);
    }

    private static Applied key(String id, LimitSet set) {
        return new Applied("key", Subject.key(id), set);
    }

    private long left(Applied limit) {
        return book.of(limit.subject(), clock.getAsLong())
                .bucket(requireNonNull(limit.set().requests()), clock.getAsLong())
                .left(clock.getAsLong());
    }

    private void passes(Applied... limits) {
        assertThat(limiter.take(List.of(limits)))
                .isInstanceOfSatisfying(Passed.class, passed -> passed.charge().settle());
    }

    @Test
    void takesFromAllOrFromNone() {
        Applied wide = tenant("acme", requests("wide", 10));
        Applied narrow = key("k", requests("narrow", 2));
        passes(wide, narrow);
        passes(wide, narrow);
        assertThat(limiter.take(List.of(wide, narrow)))
                .isInstanceOfSatisfying(
                        Over.class,
                        over -> {
                            assertThat(over.limit()).isEqualTo(narrow);
                            assertThat(over.left())
                                    .extracting(Left::policy, Left::requests)
                                    .containsExactly(tuple("tenant", 8L), tuple("key", 0L));
                        });
        assertThat(left(wide)).isEqualTo(8);
    }

    @Test
    void saysWhenTheNextOneFits() {
        Applied limit = tenant("acme", requests("one", 1));
        passes(limit);
        clock.advance(Duration.ofMillis(100));
        Rejection rejection = ((Over) limiter.take(List.of(limit))).rejection();
        assertThat(rejection.code()).isEqualTo(RejectionCode.RATE_LIMIT_EXCEEDED);
        assertThat(rejection.retryAfterSeconds()).isEqualTo(1);
        clock.advance(Duration.ofMillis(900));
        passes(limit);
    }

    @Test
    void countsWhatIsOpenUntilItIsSettled() {
        Applied limit = tenant("acme", concurrency(2));
        Charge first = ((Passed) limiter.take(List.of(limit))).charge();
        Charge second = ((Passed) limiter.take(List.of(limit))).charge();
        Over over = (Over) limiter.take(List.of(limit));
        assertThat(over.rejection().code()).isEqualTo(RejectionCode.CONCURRENCY_LIMIT_EXCEEDED);
        first.settle();
        first.settle();
        assertThat(limiter.take(List.of(limit))).isInstanceOf(Passed.class);
        assertThat(limiter.take(List.of(limit))).isInstanceOf(Over.class);
        second.settle();
    }

    @Test
    void aShadowCountsAndRefusesNobody() {
        LimitSet real = requests("tried", 1);
        Applied limit = tenant("acme", new LimitSet("tried", real.requests(), 0, true));
        passes(limit);
        passes(limit);
        passes(limit);
        LimitBook.Decisions decisions = requireNonNull(book.decisions().get("tried"));
        assertThat(decisions.passed()).isEqualTo(1);
        assertThat(decisions.shadow()).isEqualTo(2);
        assertThat(decisions.over()).isZero();
        assertThat(limiter.take(List.of(limit)).left()).isEmpty();
    }

    @Test
    void anotherSetKeepsWhatWasUsed() {
        passes(tenant("acme", requests("before", 10)));
        Applied after = tenant("acme", requests("after", 5));
        assertThat(limiter.take(List.of(after)).left().getFirst().requests()).isEqualTo(3);
    }

    @Test
    void forgetsThoseWhoHaveUsedNothingOfLateAndNobodyElse() {
        Applied idle = tenant("idle", requests("r", 10));
        Applied used = tenant("used", requests("r", 100));
        Applied open = tenant("open", concurrency(2));
        passes(idle);
        IntStream.range(0, 60).forEach(i -> passes(used));
        Charge charge = ((Passed) limiter.take(List.of(open))).charge();
        clock.advance(Duration.ofSeconds(20));
        passes(tenant("next", requests("r", 10)));
        assertThat(book.size()).isEqualTo(3);
        assertThat(left(used)).isEqualTo(60);
        charge.settle();
        clock.advance(Duration.ofSeconds(100));
        passes(tenant("last", requests("r", 10)));
        assertThat(book.size()).isEqualTo(1);
        passes(idle);
    }

    /** However requests come and end, the places that are taken are those of open requests. */
    @Property(tries = 200)
    void nothingIsTakenInTheEnd(@ForAll @Size(max = 100) List<Boolean> steps) {
        LimitBook fresh = new LimitBook(0);
        RateLimiter some = new RateLimiter(fresh, () -> 0);
        Applied parent = tenant("parent", concurrency(5));
        Applied child = key("child", concurrency(3));
        Queue<Charge> open = new ArrayDeque<>();
        for (boolean comes : steps) {
            if (comes) {
                LimitDecision decision = some.take(List.of(parent, child));
                boolean fits = open.size() < 3;
                assertThat(decision instanceof Passed).isEqualTo(fits);
                if (decision instanceof Passed passed) {
                    open.add(passed.charge());
                }
            } else if (!open.isEmpty()) {
                open.remove().settle();
            }
            assertThat(fresh.of(parent.subject(), 0).open()).isEqualTo(open.size());
        }
        open.forEach(Charge::settle);
        assertThat(fresh.of(parent.subject(), 0).open()).isZero();
        assertThat(fresh.of(child.subject(), 0).open()).isZero();
    }

    @Test
    void neverLetsMoreInThanMayBeOpenHoweverManyComeAtOnce() {
        Applied limit = tenant("acme", concurrency(7));
        AtomicInteger most = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        IntStream.range(0, 10_000)
                .parallel()
                .forEach(
                        i -> {
                            if (limiter.take(List.of(limit)) instanceof Passed passed) {
                                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                                open.decrementAndGet();
                                passed.charge().settle();
                            }
                        });
        assertThat(most.get()).isBetween(1, 7);
        assertThat(book.of(limit.subject(), 0).open()).isZero();
    }
}
