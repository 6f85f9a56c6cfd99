package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is forgotten, and what must not be. */
class StandingTest {
    private static final LimitSet ONE_A_DAY =
            new LimitSet(
                    "s",
                    List.of(Limit.of(Measure.REQUESTS, new Pace(1, Duration.ofDays(1), 1))),
                    0,
                    false);
    private static final Limit TOKENS =
            Limit.of(Measure.TOKENS, new Quota(100, Period.MONTH, ZoneId.of("UTC")));
    private static final int ROUNDS = 30_000;

    private final ManualClock clock = new ManualClock();
    private final CalendarClock calendar = new CalendarClock(clock, clock);

    private Balance fresh(Subject subject, Limit limit, long now) {
        return Balance.of(limit, now, calendar);
    }

    private Balance balance(Standing standing, LimitSet set) {
        return standing.balances(set, 0, this::fresh).getFirst();
    }

    private boolean take(Standing standing, LimitSet set, long now) {
        Balance balance = standing.balances(set, now, this::fresh).getFirst();
        Limit limit = set.limits().getFirst();
        Applied by = new Applied("tenant", Subject.tenant("a"), set);
        return balance.take(new Hold(by, limit, balance, 1, false), now) == 0;
    }

    @Test
    void isForgottenWhenNothingIsOpenAndNothingUsed() {
        Standing standing = new Standing(Subject.tenant("a"));
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.ENTERED);
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.FULL);
        assertThat(standing.forget(0)).isFalse();
        assertThat(take(standing, ONE_A_DAY, 0)).isTrue();
        standing.leave();
        assertThat(standing.forget(0)).isFalse();
        assertThat(standing.forget(Duration.ofDays(1).toNanos())).isTrue();
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.FORGOTTEN);
    }

    @Test
    void isNotForgottenWhileSomethingOfAQuotaIsUsed() {
        Standing standing = new Standing(Subject.tenant("a"));
        LimitSet month = new LimitSet("m", List.of(TOKENS), 0, false);
        assertThat(take(standing, month, clock.getAsLong())).isTrue();
        clock.advance(Duration.ofDays(6));
        assertThat(standing.forget(clock.getAsLong())).isFalse();
        clock.advance(Duration.ofDays(1));
        assertThat(standing.forget(clock.getAsLong())).isTrue();
    }

    @Test
    void whatWasUsedIsRememberedWhereTheLimitIsTakenAwayAndComesBack() {
        Standing standing = new Standing(Subject.tenant("a"));
        LimitSet month = new LimitSet("m", List.of(TOKENS), 0, false);
        LimitSet none = new LimitSet("m", List.of(), 0, false);
        take(standing, month, clock.getAsLong());
        assertThat(standing.balances(none, clock.getAsLong(), this::fresh)).isEmpty();
        assertThat(standing.forget(clock.getAsLong())).isFalse();
        assertThat(
                        standing.balances(month, clock.getAsLong(), this::fresh)
                                .getFirst()
                                .left(clock.getAsLong()))
                .isEqualTo(99);
    }

    /** One that enters, takes and leaves just then is not forgotten with what it took. */
    @Test
    void nothingThatWasTakenIsEverForgotten() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Standing[] standings = new Standing[ROUNDS];
        AtomicBoolean[] forgotten = new AtomicBoolean[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            standings[i] = new Standing(Subject.tenant("a"));
            balance(standings[i], ONE_A_DAY);
            forgotten[i] = new AtomicBoolean();
        }
        Thread sweeper =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    await(barrier);
                                    for (int i = 0; i < ROUNDS; i++) {
                                        forgotten[i].set(standings[i].forget(0));
                                    }
                                });
        boolean[] taken = new boolean[ROUNDS];
        await(barrier);
        for (int i = 0; i < ROUNDS; i++) {
            if (standings[i].enter(1) == Standing.Entry.ENTERED) {
                taken[i] = take(standings[i], ONE_A_DAY, 0);
                standings[i].leave();
            }
        }
        sweeper.join();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(taken[i] && forgotten[i].get()).isFalse();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
