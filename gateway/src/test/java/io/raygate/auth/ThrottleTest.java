package io.raygate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-65: failed credentials per address and per key id; S-102: on the monotonic clock. */
class ThrottleTest {
    private final ManualClock clock = new ManualClock();
    private final Throttle throttle = new Throttle(FailureRates.STANDARD, clock);

    private int failures(int count, @Nullable String id) {
        int seconds = 0;
        for (int i = 0; i < count; i++) {
            seconds = throttle.failed("192.0.2.1", id);
        }
        return seconds;
    }

    @Test
    void thirtyFailuresAMinuteOfOneAddressAreAnsweredAsSuch() {
        for (int i = 0; i < 30; i++) {
            assertThat(throttle.failed("192.0.2.1", null)).isZero();
        }
        assertThat(throttle.failed("192.0.2.1", null)).isEqualTo(2);
        assertThat(throttle.failed("192.0.2.2", null)).isZero();
    }

    @Test
    void tenFailuresAMinuteOfOneKeyIdAreAnsweredAsSuchFromWhateverAddress() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.failed("192.0.2." + i, "id")).isZero();
        }
        assertThat(throttle.failed("192.0.2.99", "id")).isEqualTo(6);
        assertThat(throttle.failed("192.0.2.99", "other")).isZero();
    }

    @Test
    void refillsEvenlyAndKeepsItsWordAboutWhen() {
        int seconds = failures(31, null);
        clock.advance(Duration.ofSeconds(seconds));
        assertThat(failures(1, null)).isZero();
        assertThat(failures(1, null)).isEqualTo(2);
    }

    @Test
    void aMinuteOfPeaceRestoresTheWholeAllowanceAndNoMore() {
        failures(500, "id");
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 30; i++) {
            assertThat(throttle.failed("192.0.2.1", null)).isZero();
        }
        assertThat(throttle.failed("192.0.2.1", null)).isEqualTo(2);
    }

    @Test
    void aWallClockJumpChangesNothing() {
        failures(31, null);
        clock.jumpWall(Duration.ofHours(1));
        assertThat(throttle.failed("192.0.2.1", null)).isEqualTo(2);
        clock.jumpWall(Duration.ofHours(-2));
        assertThat(throttle.failed("192.0.2.1", null)).isEqualTo(2);
    }

    @Test
    void allOfAnIpv6NetworkCountsAsOneCaller() {
        for (int i = 0; i < 30; i++) {
            assertThat(throttle.failed("2001:db8:1:2::" + Integer.toHexString(i + 1), null))
                    .isZero();
        }
        assertThat(throttle.failed("2001:db8:1:2:ffff::1", null)).isPositive();
        assertThat(throttle.failed("2001:db8:1:3::1", null)).isZero();
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4Address() {
        assertThat(Throttle.network("::ffff:192.0.2.1")).isEqualTo("::ffff:192.0.2.1");
        assertThat(Throttle.network("fe80::1")).isEqualTo(Throttle.network("fe80::2"));
        assertThat(Throttle.network("not:an:address")).isEqualTo("not:an:address");
    }

    @Test
    void offCountsNothing() {
        throttle.rates(FailureRates.OFF);
        assertThat(failures(1_000, "id")).isZero();
    }

    @Test
    void theSameRatesKeepTheCountsAndOthersStartAnew() {
        failures(31, null);
        throttle.rates(FailureRates.STANDARD);
        assertThat(throttle.failed("192.0.2.1", null)).isPositive();
        throttle.rates(new FailureRates(new FailureRates.Rate(1, Duration.ofHours(1)), null));
        assertThat(throttle.failed("192.0.2.1", null)).isZero();
        assertThat(throttle.failed("192.0.2.1", null)).isEqualTo(3600);
    }
}
