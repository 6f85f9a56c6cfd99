package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long unused connections are trusted (S-42). */
class IdleLimitTest {
    private final IdleLimit limit = new IdleLimit(Duration.ofSeconds(60).toNanos());

    private static long at(Duration time) {
        return time.toNanos();
    }

    private Duration limitAt(Duration now) {
        return Duration.ofNanos(limit.nanos(at(now)));
    }

    private void closedAfter(Duration idle, Duration now) {
        limit.closedAfter(at(idle), at(now));
    }

    @Test
    void isTheConfiguredOneWhereTheEndpointKeepsItsConnections() {
        assertThat(limitAt(Duration.ofHours(5))).hasSeconds(60);
        closedAfter(Duration.ofSeconds(60), Duration.ofHours(5));
        assertThat(limitAt(Duration.ofHours(5))).hasSeconds(60);
    }

    @Test
    void isHalfOfTheShortestTimeAfterWhichTheEndpointClosed() {
        closedAfter(Duration.ofSeconds(30), Duration.ofSeconds(30));
        assertThat(limitAt(Duration.ofSeconds(30))).hasSeconds(15);
        closedAfter(Duration.ofSeconds(8), Duration.ofSeconds(40));
        assertThat(limitAt(Duration.ofSeconds(40))).hasSeconds(4);
        closedAfter(Duration.ofSeconds(20), Duration.ofSeconds(41));
        assertThat(limitAt(Duration.ofSeconds(41))).as("the shortest counts").hasSeconds(4);
    }

    @Test
    void isNeverBelowASecond() {
        closedAfter(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(limitAt(Duration.ofSeconds(1))).hasSeconds(1);
    }

    @Test
    void doublesAfterEachTenMinutesWithoutSuchAClose() {
        closedAfter(Duration.ofSeconds(20), Duration.ZERO);
        assertThat(limitAt(Duration.ofMinutes(10).minusNanos(1))).hasSeconds(10);
        assertThat(limitAt(Duration.ofMinutes(10))).hasSeconds(20);
        assertThat(limitAt(Duration.ofMinutes(20))).hasSeconds(40);
        assertThat(limitAt(Duration.ofMinutes(30))).hasSeconds(60);
    }

    /** Doubled to exactly the time of the endpoint, it must not stay there to race with it. */
    @Test
    void isHalvedAgainWhereItHasGrownUpToTheEndpointsOwn() {
        closedAfter(Duration.ofSeconds(30), Duration.ZERO);
        assertThat(limitAt(Duration.ofMinutes(10))).hasSeconds(30);
        closedAfter(Duration.ofSeconds(30), Duration.ofMinutes(11));
        assertThat(limitAt(Duration.ofMinutes(11))).hasSeconds(15);
    }
}
