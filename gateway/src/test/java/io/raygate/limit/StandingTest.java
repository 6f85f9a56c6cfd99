package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is forgotten, and what must not be. */
class StandingTest {
    private static final RequestRate RATE = new RequestRate(1, Duration.ofDays(1), 1);
    private static final int ROUNDS = 30_000;

    @Test
    void isForgottenWhenNothingIsOpenAndNothingUsed() {
        Standing standing = new Standing();
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.ENTERED);
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.FULL);
        assertThat(standing.forget(0)).isFalse();
        standing.bucket(RATE, 0).take(0);
        standing.leave();
        assertThat(standing.forget(0)).isFalse();
        assertThat(standing.forget(Duration.ofDays(1).toNanos())).isTrue();
        assertThat(standing.enter(1)).isEqualTo(Standing.Entry.FORGOTTEN);
    }

    /** One that enters, takes and leaves just then is not forgotten with what it took. */
    @Test
    void nothingThatWasTakenIsEverForgotten() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Standing[] standings = new Standing[ROUNDS];
        AtomicBoolean[] forgotten = new AtomicBoolean[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            standings[i] = new Standing();
            standings[i].bucket(RATE, 0);
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
                taken[i] = standings[i].bucket(RATE, 0).take(0) == 0;
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
