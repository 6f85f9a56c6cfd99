package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Schedule schedule(double rate, long warmupMillis, long millis) {
        return new Schedule(rate, Duration.ofMillis(warmupMillis), Duration.ofMillis(millis));
    }

    @Test
    void neverHoldsMoreArrivalsThanRateTimesTime() {
        assertThat(schedule(100, 0, 10_000).arrivals()).isEqualTo(1_000);
        assertThat(schedule(100, 5_000, 5_000).arrivals()).isEqualTo(1_000);
        assertThat(schedule(3, 0, 1_000).arrivals()).isEqualTo(3);
        assertThat(schedule(0.5, 0, 1_000).arrivals()).isEqualTo(1);
    }

    @Test
    void spacesArrivalsEvenlyAndEndsBeforeTheTimeIsOver() {
        Schedule schedule = schedule(3, 0, 1_000);

        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(333_333_333);
        assertThat(schedule.dueNanos(schedule.arrivals() - 1))
                .isLessThan(schedule.total().toNanos());
        assertThat(schedule.dueNanos(schedule.arrivals()))
                .isGreaterThanOrEqualTo(schedule.total().toNanos());
    }

    @Test
    void refusesARateOrATimeThatMakesNoSense() {
        assertThatThrownBy(() -> schedule(0, 0, 1_000)).hasMessageContaining("rate");
        assertThatThrownBy(() -> schedule(Double.NaN, 0, 1_000)).hasMessageContaining("rate");
        assertThatThrownBy(() -> schedule(10, 0, 0)).hasMessageContaining("duration");
    }
}
