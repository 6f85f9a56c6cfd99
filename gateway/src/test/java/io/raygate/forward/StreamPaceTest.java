package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time between two pieces, and none before the first. */
class StreamPaceTest {

    @Test
    void tellsTheTimeBetweenTwoPieces() {
        ManualClock clock = new ManualClock();
        List<Long> gaps = new ArrayList<>();
        StreamPace pace = new StreamPace(gaps::add, new Deadlines(clock));
        clock.advance(Duration.ofSeconds(9));
        pace.piece();
        assertThat(gaps).isEmpty();
        clock.advance(Duration.ofMillis(40));
        pace.piece();
        pace.piece();
        clock.advance(Duration.ofSeconds(2));
        pace.piece();
        assertThat(gaps).containsExactly(40_000_000L, 0L, 2_000_000_000L);
    }
}
