package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a quota gives in the windows of the calendar. The clock begins on a Tuesday at noon. */
class CounterTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Quota DAILY = new Quota(100, Period.DAY, UTC);

    private final ManualClock clock = new ManualClock();
    private final CalendarClock calendar = new CalendarClock(clock, clock);

    private static Hold hold(Balance balance, long amount) {
        Limit limit = Limit.of(Measure.TOKENS, DAILY);
        LimitSet set = new LimitSet("s", List.of(limit), 0, false);
        return new Hold(
                new Applied("tenant", Subject.tenant("a"), set), limit, balance, amount, false);
    }

    private Counter counter(Quota quota) {
        return new Counter(quota, clock.getAsLong(), calendar);
    }

    private long take(Counter counter, long amount) {
        return counter.take(hold(counter, amount), clock.getAsLong());
    }

    private Hold taken(Counter counter, long amount) {
        Hold hold = hold(counter, amount);
        assertThat(counter.take(hold, clock.getAsLong())).isZero();
        return hold;
    }

    private long left(Counter counter) {
        return counter.left(clock.getAsLong());
    }

    private Instant again(Counter counter) {
        return clock.instant()
                .plusNanos(counter.waitFor(100, clock.getAsLong()))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void givesItOnceADayAndSaysWhenTheNextBegins() {
        Counter counter = counter(DAILY);
        assertThat(take(counter, 60)).isZero();
        assertThat(take(counter, 50)).isEqualTo(Duration.ofHours(12).toNanos());
        assertThat(take(counter, 40)).isZero();
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(take(counter, 1)).isEqualTo(Duration.ofSeconds(1).toNanos());
        clock.advance(Duration.ofSeconds(1));
        assertThat(take(counter, 100)).isZero();
        assertThat(take(counter, 101)).isEqualTo(Balance.NEVER);
    }

    @Test
    void windowsBeginWhereTheZoneSays() {
        for (Map.Entry<Quota, String> each :
                Map.of(
                                new Quota(100, Period.DAY, ZoneId.of("Asia/Tokyo")),
                                "2026-11-24T15:00:00Z",
                                new Quota(100, Period.WEEK, UTC),
                                "2026-11-30T00:00:00Z",
                                new Quota(100, Period.MONTH, UTC),
                                "2026-12-01T00:00:00Z",
                                new Quota(100, Period.MONTH, ZoneId.of("America/New_York")),
                                "2026-12-01T05:00:00Z")
                        .entrySet()) {
            Counter counter = counter(each.getKey());
            take(counter, 1);
            assertThat(again(counter)).isEqualTo(each.getValue());
        }
    }

    /** 2027-03-28 has 23 hours in Berlin. */
    @Test
    void aDayIsAsLongAsItsZoneMakesIt() {
        Quota.Window day =
                new Quota(1, Period.DAY, ZoneId.of("Europe/Berlin"))
                        .around(Instant.parse("2027-03-28T10:00:00Z").toEpochMilli());
        assertThat(Duration.ofMillis(day.end() - day.start())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void settlesWhatWasNeededInTheSameWindow() {
        Counter counter = counter(DAILY);
        Hold hold = taken(counter, 50);
        counter.settle(hold, 20, clock.getAsLong());
        assertThat(left(counter)).isEqualTo(80);
    }

    @Test
    void whatIsGivenBackLaterBelongsToItsOwnWindow() {
        Counter counter = counter(DAILY);
        Hold hold = taken(counter, 100);
        clock.advance(Duration.ofDays(1));
        taken(counter, 70);
        counter.settle(hold, 0, clock.getAsLong());
        assertThat(left(counter)).isEqualTo(30);
    }

    @Test
    void whatIsOwedIsMadeUpForInTheNextWindow() {
        Counter counter = counter(DAILY);
        Hold hold = taken(counter, 100);
        counter.settle(hold, 130, clock.getAsLong());
        assertThat(left(counter)).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(left(counter)).isEqualTo(70);
        clock.advance(Duration.ofDays(1));
        assertThat(left(counter)).isEqualTo(100);
    }

    @Test
    void whatIsOwedIsForgottenAfterAWindowWithoutUse() {
        Counter counter = counter(DAILY);
        counter.settle(taken(counter, 100), 130, clock.getAsLong());
        clock.advance(Duration.ofDays(2));
        assertThat(left(counter)).isEqualTo(100);
    }

    @Test
    void aLowerQuotaKeepsWhatWasUsedAndOwesNothingForIt() {
        Counter counter = counter(DAILY);
        taken(counter, 80);
        counter.become(new Quota(50, Period.DAY, UTC), clock.getAsLong());
        assertThat(left(counter)).isZero();
        counter.become(DAILY, clock.getAsLong());
        assertThat(left(counter)).isEqualTo(20);
        counter.become(new Quota(50, Period.DAY, UTC), clock.getAsLong());
        clock.advance(Duration.ofDays(1));
        assertThat(left(counter)).isEqualTo(50);
    }

    @Test
    void aDayThatBecomesAMonthKeepsWhatWasUsed() {
        Counter counter = counter(DAILY);
        Hold hold = taken(counter, 80);
        counter.become(new Quota(1_000, Period.MONTH, UTC), clock.getAsLong());
        assertThat(left(counter)).isEqualTo(920);
        clock.advance(Duration.ofDays(2));
        assertThat(left(counter)).isEqualTo(920);
        counter.settle(hold, 90, clock.getAsLong());
        assertThat(left(counter)).isEqualTo(910);
    }

    /** S-102. */
    @Test
    void aJumpOfTheWallClockByAnHourBeginsNoWindowEarly() {
        clock.advance(Duration.ofHours(11).plusMinutes(30));
        Counter counter = counter(DAILY);
        taken(counter, 100);
        clock.jumpWall(Duration.ofHours(1));
        assertThat(take(counter, 1)).isPositive();
        for (int minute = 0; minute < 25; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(take(counter, 1)).isPositive();
        }
        clock.jumpWall(Duration.ofHours(-1));
        clock.advance(Duration.ofMinutes(6));
        assertThat(take(counter, 100)).isZero();
    }

    /** S-102. */
    @Test
    void aJumpOfTheWallClockBackKeepsNoWindowOpenAndBeginsNoneTwice() {
        clock.advance(Duration.ofHours(12).plusMinutes(1));
        Counter counter = counter(DAILY);
        taken(counter, 100);
        clock.jumpWall(Duration.ofHours(-1));
        for (int minute = 0; minute < 120; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(take(counter, 1)).isPositive();
        }
        clock.advance(Duration.ofHours(23));
        assertThat(take(counter, 100)).isZero();
    }

    @Test
    void aWallClockThatWasSetRightIsFollowedInTheEnd() {
        clock.jumpWall(Duration.ofHours(1));
        for (int minute = 0; minute < 600; minute++) {
            clock.advance(Duration.ofMinutes(1));
            calendar.millis(clock.getAsLong());
        }
        assertThat(calendar.millis(clock.getAsLong()))
                .isBetween(clock.millis() - 100, clock.millis() + 100);
    }

    @Test
    void aWallClockThatWasNeverRightIsFollowedAtOnce() {
        clock.jumpWall(Duration.ofDays(-40));
        clock.advance(Duration.ofSeconds(1));
        assertThat(calendar.millis(clock.getAsLong())).isEqualTo(clock.millis());
        Counter counter = counter(DAILY);
        taken(counter, 100);
        clock.jumpWall(Duration.ofDays(40));
        clock.advance(Duration.ofSeconds(1));
        assertThat(take(counter, 100)).isZero();
    }

    /**
     * S-102: however the wall clock jumps about the right time by an hour, no day gives more than
     * its quota, and each day that is over has given way to the next within two hours.
     */
    @Property(tries = 200)
    void noDayGivesMoreThanItsQuotaHoweverTheClockJumps(@ForAll @Size(max = 300) int[] steps) {
        ManualClock right = new ManualClock();
        Instant start = right.instant();
        long startNanos = right.getAsLong();
        CalendarClock jumping = new CalendarClock(right, right);
        Counter counter = new Counter(DAILY, right.getAsLong(), jumping);
        Map<Long, Long> given = new HashMap<>();
        Duration off = Duration.ZERO;
        for (int step : steps) {
            right.advance(Duration.ofSeconds(Math.abs(step % 7_200)));
            Duration next = Duration.ofMinutes(step % 61);
            right.jumpWall(next.minus(off));
            off = next;
            long now = right.getAsLong();
            Instant actual = start.plusNanos(now - startNanos);
            long shown = jumping.millis(now);
            assertThat(Duration.between(actual, Instant.ofEpochMilli(shown)).abs())
                    .isLessThanOrEqualTo(Duration.ofHours(1));
            if (counter.take(hold(counter, 7), now) == 0) {
                given.merge(shown / 86_400_000, 7L, Long::sum);
            }
        }
        assertThat(given.values()).allMatch(sum -> sum <= 100);
    }

    @Property(tries = 300)
    void countsWhatIsUsedAndNothingElse(@ForAll @Size(max = 200) int[] steps) {
        Counter counter = counter(new Quota(1_000, Period.DAY, UTC));
        List<Hold> open = new ArrayList<>();
        long used = 0;
        for (int step : steps) {
            Hold hold = hold(counter, 1 + Math.abs(step % 400));
            if (step % 2 == 0) {
                boolean fits = used + hold.amount() <= 1_000;
                assertThat(counter.take(hold, clock.getAsLong()) == 0).isEqualTo(fits);
                if (fits) {
                    open.add(hold);
                    used += hold.amount();
                }
            } else if (!open.isEmpty()) {
                Hold ended = open.removeFirst();
                long actual = Math.abs(step % 500);
                counter.settle(ended, actual, clock.getAsLong());
                used += actual - ended.amount();
            }
            assertThat(left(counter)).isEqualTo(Math.max(0, 1_000 - used));
        }
    }

    @Test
    void isExactWhenManyTakeAtOnce() {
        Counter counter = counter(new Quota(5_000, Period.DAY, UTC));
        AtomicLong given = new AtomicLong();
        IntStream.range(0, 20_000)
                .parallel()
                .forEach(i -> given.addAndGet(take(counter, 1) == 0 ? 1 : 0));
        assertThat(given).hasValue(5_000);
    }

    @Test
    void countsOnWhateverAnUpstreamSays() {
        Counter counter = counter(DAILY);
        for (int i = 0; i < 5; i++) {
            counter.settle(hold(counter, 1), Long.MAX_VALUE, clock.getAsLong());
        }
        assertThat(left(counter)).isZero();
        assertThat(take(counter, 1)).isPositive();
    }
}
