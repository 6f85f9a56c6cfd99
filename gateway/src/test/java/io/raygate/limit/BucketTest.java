package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a bucket gives, by the clock that it is handed. */
class BucketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final RequestRate TEN_A_SECOND = new RequestRate(10, Duration.ofSeconds(1), 3);

    @Test
    void givesABurstAndThenAtItsRate() {
        Bucket bucket = new Bucket(TEN_A_SECOND, 0);
        assertThat(bucket.left(0)).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(i -> (int) bucket.take(0))).containsOnly(0);
        assertThat(bucket.left(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(SECOND / 10);
        assertThat(bucket.take(SECOND / 10 - 1)).isEqualTo(1);
        assertThat(bucket.take(SECOND / 10)).isZero();
        assertThat(bucket.missing(SECOND / 10)).isEqualTo(3 * SECOND / 10);
        assertThat(bucket.left(SECOND)).isEqualTo(3);
    }

    @Test
    void whatIsGivenBackIsThereAgainAndNoMoreThanItHolds() {
        Bucket bucket = new Bucket(TEN_A_SECOND, 0);
        bucket.take(0);
        bucket.giveBack();
        assertThat(bucket.left(0)).isEqualTo(3);
        bucket.take(0);
        bucket.giveBack();
        assertThat(bucket.left(SECOND)).isEqualTo(3);
    }

    @Test
    void atAnotherRateWhatWasUsedStaysUsed() {
        Bucket bucket = new Bucket(new RequestRate(600, Duration.ofMinutes(1), 100), 0);
        IntStream.range(0, 40).forEach(i -> bucket.take(0));
        assertThat(bucket.at(new RequestRate(60, Duration.ofMinutes(1), 100), 0).left(0))
                .isEqualTo(60);
        assertThat(bucket.at(new RequestRate(600, Duration.ofMinutes(1), 50), 0).left(0))
                .isEqualTo(10);
        assertThat(bucket.at(new RequestRate(600, Duration.ofMinutes(1), 30), 0).left(0)).isZero();
    }

    @Test
    void theClockMayBeginAnywhere() {
        for (long start : new long[] {Long.MIN_VALUE / 2, -1, Long.MAX_VALUE / 2}) {
            Bucket bucket = new Bucket(TEN_A_SECOND, start);
            assertThat(bucket.left(start)).isEqualTo(3);
            IntStream.range(0, 3).forEach(i -> bucket.take(start));
            assertThat(bucket.take(start)).isPositive();
        }
    }

    /** Whenever they come, no stretch of time sees more than the burst and what the rate gives. */
    @Property(tries = 300)
    void neverGivesMoreThanTheBurstAndTheRate(
            @ForAll @IntRange(min = 1, max = 5000) int permits,
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll @Size(min = 1, max = 200) long[] gaps) {
        RequestRate rate = new RequestRate(permits, Duration.ofSeconds(1), burst);
        Bucket bucket = new Bucket(rate, 0);
        long now = 0;
        long given = 0;
        for (long gap : gaps) {
            now += Math.abs(gap % 5_000_000);
            long wait = bucket.take(now);
            given += wait == 0 ? 1 : 0;
            assertThat(given).isLessThanOrEqualTo(burst + now * permits / SECOND);
            if (wait > 0) {
                assertThat(bucket.take(now + wait)).isZero();
                now += wait;
                given++;
            }
        }
    }

    @Test
    void isExactWhenManyTakeAtOnce() {
        Bucket bucket = new Bucket(new RequestRate(1, Duration.ofDays(1), 5000), 0);
        AtomicLong given = new AtomicLong();
        IntStream.range(0, 20_000)
                .parallel()
                .forEach(i -> given.addAndGet(bucket.take(0) == 0 ? 1 : 0));
        assertThat(given).hasValue(5000);
    }

    @Test
    void refusesRatesThatItCannotKeep() {
        assertThatThrownBy(() -> new RequestRate(0, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RequestRate(10_000_001, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
