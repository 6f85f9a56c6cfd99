package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wheel of one event loop's deadlines (S-79). */
class DeadlinesTest {
    private final ManualClock clock = new ManualClock();
    private final Deadlines wheel = new Deadlines(clock);
    private int fired;

    /** The slot of a deadline that was passed over would come round 102 s later only. */
    @Test
    void oneThatThrowsKeepsNoOtherWaiting() {
        in(Duration.ofMillis(300), DeadlinesTest::fail);
        in(Duration.ofMillis(500), () -> fired++);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(wheel::turn).isInstanceOf(IllegalStateException.class);
        wheel.turn();
        assertThat(fired).isEqualTo(1);
    }

    private void in(Duration delay, Runnable task) {
        wheel.in(
                delay.toNanos(),
                new Deadline() {
                    @Override
                    void expired() {
                        task.run();
                    }
                });
    }

    private static void fail() {
        throw new IllegalStateException("as if by a fault");
    }
}
