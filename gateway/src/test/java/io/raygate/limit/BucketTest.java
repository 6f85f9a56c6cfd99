package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a bucket gives, by the clock that it is handed. */
class BucketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Pace TEN_A_SECOND = new Pace(10, Duration.ofSeconds(1), 3);
    private static final Pace TOKENS = new Pace(6_000, Duration.ofMinutes(1), 1_000);

    private static Hold hold(Balance balance, long amount) {
        Limit limit = Limit.of(Measure.TOKENS, TOKENS);
        LimitSet set = new LimitSet("s", List.of(limit), 0, false);
        return new Hold(
                new Applied("tenant", Subject.tenant("a"), set), limit, balance, amount, false);
    }

    private static long take(Bucket bucket, long amount, long now) {
        return bucket.take(hold(bucket, amount), now);
    }

    @Test
    void givesABurstAndThenAtItsRate() {
        Bucket bucket = new Bucket(TEN_A_SECOND, 0);
        assertThat(bucket.left(0)).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(i -> (int) take(bucket, 1, 0))).containsOnly(0);
        assertThat(bucket.left(0)).isZero();
        assertThat(take(bucket, 1, 0)).isEqualTo(SECOND / 10);
        assertThat(take(bucket, 1, SECOND / 10 - 1)).isEqualTo(1);
        assertThat(take(bucket, 1, SECOND / 10)).isZero();
        assertThat(bucket.fullIn(SECOND / 10)).isEqualTo(3 * SECOND / 10);
        assertThat(bucket.left(SECOND)).isEqualTo(3);
    }

    @Test
    void saysHowLongAnAmountTakes() {
        Bucket bucket = new Bucket(TOKENS, 0);
        assertThat(take(bucket, 900, 0)).isZero();
        assertThat(bucket.waitFor(100, 0)).isZero();
        assertThat(bucket.waitFor(300, 0)).isEqualTo(2 * SECOND);
        assertThat(take(bucket, 300, 2 * SECOND - 1)).isEqualTo(1);
        assertThat(take(bucket, 300, 2 * SECOND)).isZero();
    }

    @Test
    void moreThanItHoldsNeverFits() {
        Bucket bucket = new Bucket(TOKENS, 0);
        assertThat(take(bucket, 1_001, 0)).isEqualTo(Balance.NEVER);
        assertThat(take(bucket, Long.MAX_VALUE, 0)).isEqualTo(Balance.NEVER);
        assertThat(bucket.left(0)).isEqualTo(1_000);
        assertThat(take(bucket, 1_000, 0)).isZero();
    }

    @Test
    void whatIsGivenBackIsThereAgainAndNoMoreThanItHolds() {
        Bucket bucket = new Bucket(TOKENS, 0);
        Hold first = hold(bucket, 400);
        bucket.take(first, 0);
        bucket.settle(first, 100, 0);
        assertThat(bucket.left(0)).isEqualTo(900);
        Hold second = hold(bucket, 400);
        bucket.take(second, 0);
        bucket.settle(second, 0, 5 * SECOND);
        assertThat(bucket.left(5 * SECOND)).isEqualTo(1_000);
    }

    @Test
    void whatWasNotExpectedIsOwedAndMadeUpFor() {
        Bucket bucket = new Bucket(TOKENS, 0);
        Hold hold = hold(bucket, 100);
        bucket.take(hold, 0);
        bucket.settle(hold, 3_000, 0);
        assertThat(bucket.left(0)).isZero();
        assertThat(take(bucket, 1, 0)).isEqualTo(20 * SECOND + SECOND / 100);
        assertThat(bucket.left(20 * SECOND)).isZero();
        assertThat(bucket.left(25 * SECOND)).isEqualTo(500);
    }

    /** Otherwise a long answer would have been free once its bucket was full again. */
    @Test
    void whatIsOwedIsOwedFromThenOn() {
        Bucket bucket = new Bucket(TOKENS, 0);
        Hold hold = hold(bucket, 100);
        bucket.take(hold, 0);
        bucket.settle(hold, 600, 3_600 * SECOND);
        assertThat(bucket.left(3_600 * SECOND)).isEqualTo(500);
    }

    @Test
    void whateverAnUpstreamSaysItCountsOnAndEndsSomeDay() {
        Bucket bucket = new Bucket(new Pace(1, Duration.ofDays(1), 1), 0);
        Hold hold = hold(bucket, 1);
        bucket.take(hold, 0);
        bucket.settle(hold, Long.MAX_VALUE, 0);
        bucket.settle(hold, Long.MAX_VALUE, 0);
        bucket.settle(hold, Long.MAX_VALUE, 0);
        assertThat(bucket.left(0)).isZero();
        assertThat(bucket.fullIn(0)).isBetween(1L, 2 * Filling.FOREVER);
    }

    @Test
    void underOtherTermsWhatWasUsedStaysUsed() {
        assertThat(left(new Pace(60, Duration.ofMinutes(1), 100))).isEqualTo(60);
        assertThat(left(new Pace(600, Duration.ofMinutes(1), 50))).isEqualTo(10);
        assertThat(left(new Pace(600, Duration.ofMinutes(1), 30))).isZero();
    }

    private static long left(Pace next) {
        Bucket bucket = new Bucket(new Pace(600, Duration.ofMinutes(1), 100), 0);
        take(bucket, 40, 0);
        bucket.become(next, 0);
        return bucket.left(0);
    }

    /** A request that is under way meanwhile is settled as if nothing had changed. */
    @Test
    void whatIsHeldIsSettledUnderOtherTerms() {
        Bucket bucket = new Bucket(TOKENS, 0);
        Hold hold = hold(bucket, 800);
        bucket.take(hold, 0);
        bucket.become(new Pace(60, Duration.ofMinutes(1), 2_000), 0);
        assertThat(bucket.left(0)).isEqualTo(1_200);
        bucket.settle(hold, 300, 0);
        assertThat(bucket.left(0)).isEqualTo(1_700);
    }

    @Test
    void theClockMayBeginAnywhere() {
        for (long start : new long[] {Long.MIN_VALUE / 2, -1, Long.MAX_VALUE - 5}) {
            Bucket bucket = new Bucket(TEN_A_SECOND, start);
            assertThat(bucket.left(start)).isEqualTo(3);
            IntStream.range(0, 3).forEach(i -> take(bucket, 1, start));
            assertThat(take(bucket, 1, start)).isPositive();
            assertThat(take(bucket, 1, start + SECOND)).isZero();
        }
    }

    /** Whenever they come, no stretch of time sees more than the burst and what the rate gives. */
    @Property(tries = 300)
    void neverGivesMoreThanTheBurstAndTheRate(
            @ForAll @IntRange(min = 1, max = 5000) int permits,
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll @IntRange(min = 1, max = 10) int largest,
            @ForAll @Size(min = 1, max = 200) long[] gaps) {
        Bucket bucket = new Bucket(new Pace(permits, Duration.ofSeconds(1), burst), 0);
        long now = 0;
        long given = 0;
        for (long gap : gaps) {
            now += Math.abs(gap % 5_000_000);
            long amount = Math.min(burst, 1 + Math.abs(gap % largest));
            long wait = take(bucket, amount, now);
            given += wait == 0 ? amount : 0;
            assertThat(given).isLessThanOrEqualTo(burst + now * permits / SECOND);
            if (wait > 0) {
                assertThat(take(bucket, amount, now + wait)).isZero();
                now += wait;
                given += amount;
            }
        }
    }

    /**
     * Whatever requests turn out to need, in the end that and the rate are all that counts: what is
     * used is never above what was there but for what nobody expected.
     */
    @Property(tries = 300)
    void usesWhatThereIsAndOwesWhatWasNotExpected(
            @ForAll @LongRange(min = 1, max = 1_000_000) long permits,
            @ForAll @Size(min = 1, max = 200) long[] steps) {
        Bucket bucket = new Bucket(new Pace(permits, Duration.ofSeconds(1), 1_000), 0);
        Queue<Hold> open = new ArrayDeque<>();
        long now = 0;
        long used = 0;
        long unexpected = 0;
        for (long step : steps) {
            now += Math.abs(step % 3_000_000);
            Hold hold = hold(bucket, 1 + Math.abs(step % 999));
            if (step % 2 == 0 && bucket.take(hold, now) == 0) {
                open.add(hold);
                used += hold.amount();
            } else if (!open.isEmpty()) {
                Hold ended = open.remove();
                long actual = Math.abs(step % 1_500);
                bucket.settle(ended, actual, now);
                used += actual - ended.amount();
                unexpected += Math.max(0, actual - ended.amount());
            }
            assertThat(used)
                    .isLessThanOrEqualTo(
                            1_000
                                    + now / SECOND * permits
                                    + now % SECOND * permits / SECOND
                                    + unexpected);
        }
        for (Hold each : open) {
            bucket.settle(each, 0, now);
        }
        assertThat(bucket.left(now + 300_000 * SECOND)).isEqualTo(1_000);
    }

    @Property(tries = 1000)
    void whatFillsInTheTimeThatSomethingTakesIsThat(
            @ForAll @LongRange(min = 1, max = Pace.MOST) long permits,
            @ForAll @LongRange(min = 1, max = 86_400) long seconds,
            @ForAll @LongRange(min = 2, max = Pace.MOST) long amount) {
        long burst = Math.max(2, Math.min(amount, permits));
        Filling filling = new Pace(permits, Duration.ofSeconds(seconds), burst).filling();
        long nanos = filling.nanos(burst);
        assertThat(nanos).isEqualTo(filling.capacity());
        assertThat(filling.filledIn(nanos)).isEqualTo(burst);
        assertThat(filling.begunIn(nanos)).isEqualTo(burst);
        assertThat(filling.filledIn(nanos - 1)).isLessThan(burst);
        long begun = filling.begunIn(nanos - 1);
        assertThat(filling.nanos(begun)).isGreaterThanOrEqualTo(nanos - 1);
        assertThat(filling.nanos(begun - 1)).isLessThan(nanos - 1);
    }

    @Test
    void isExactWhenManyTakeAtOnce() {
        Bucket bucket = new Bucket(new Pace(1_000, Duration.ofDays(1), 5000), 0);
        AtomicLong given = new AtomicLong();
        IntStream.range(0, 20_000)
                .parallel()
                .forEach(i -> given.addAndGet(take(bucket, 1, 0) == 0 ? 1 : 0));
        assertThat(given).hasValue(5000);
    }

    @Test
    void losesNothingWhenManyTakeAndSettleWhileTheTermsChange() {
        Pace one = new Pace(1, Duration.ofDays(1), 300);
        Pace other = new Pace(2, Duration.ofDays(1), 300);
        Bucket bucket = new Bucket(one, 0);
        AtomicLong kept = new AtomicLong();
        IntStream.range(0, 20_000)
                .parallel()
                .forEach(
                        i -> {
                            Hold hold = hold(bucket, 2);
                            if (bucket.take(hold, 0) == 0) {
                                long actual = kept.get() < 200 && i % 50 == 0 ? 1 : 0;
                                bucket.settle(hold, actual, 0);
                                kept.addAndGet(actual);
                            }
                            if (i % 20 == 0) {
                                bucket.become(i % 40 == 0 ? one : other, 0);
                            }
                        });
        assertThat(bucket.left(0)).isEqualTo(300 - kept.get());
    }

    @Test
    void refusesPacesThatItCannotKeep() {
        for (Runnable wrong :
                new Runnable[] {
                    () -> new Pace(0, Duration.ofSeconds(1), 1),
                    () -> new Pace(1, Duration.ofSeconds(1), 0),
                    () -> new Pace(Pace.MOST + 1, Duration.ofSeconds(1), 1),
                    () -> new Pace(1, Duration.ofDays(1), 367),
                }) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
