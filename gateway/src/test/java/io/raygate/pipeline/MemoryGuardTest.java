package io.raygate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.pipeline.MemoryGuard.Level;
import io.raygate.pipeline.MemoryGuard.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-103: when the gateway spares memory, when it refuses, and when it comes back. */
class MemoryGuardTest {
    private final MemoryGuard guard = new MemoryGuard();

    private Level after(double heap, double direct) {
        guard.look(new Reading(heap, direct));
        return guard.level();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, AMPLE",
        "79.9, 79.9, AMPLE",
        "80, 0, SPARING",
        "0, 80, SPARING",
        "84.9, 89.9, SPARING",
        "85, 0, FULL",
        "0, 89.9, SPARING",
        "0, 90, FULL",
        "100, 100, FULL"
    })
    void judgesByTheMarks(double heap, double direct, Level level) {
        assertThat(after(heap, direct)).isEqualTo(level);
    }

    @Test
    void comesBackFivePointsLower() {
        assertThat(after(86, 0)).isEqualTo(Level.FULL);
        assertThat(after(80.1, 0)).isEqualTo(Level.FULL);
        assertThat(after(80, 0)).isEqualTo(Level.SPARING);
        assertThat(after(84, 0)).as("below its own mark again").isEqualTo(Level.SPARING);
        assertThat(after(75.1, 0)).isEqualTo(Level.SPARING);
        assertThat(after(75, 0)).isEqualTo(Level.AMPLE);
        assertThat(after(79, 0)).isEqualTo(Level.AMPLE);
    }

    @Test
    void theHeapDoesNotHoldBackWhatDirectMemoryReleases() {
        assertThat(after(86, 88)).isEqualTo(Level.FULL);
        assertThat(after(10, 88)).as("88 % is below the mark of 90").isEqualTo(Level.SPARING);
        assertThat(after(10, 90)).isEqualTo(Level.FULL);
        assertThat(after(10, 85.1)).isEqualTo(Level.FULL);
        assertThat(after(10, 85)).isEqualTo(Level.SPARING);
    }
}
