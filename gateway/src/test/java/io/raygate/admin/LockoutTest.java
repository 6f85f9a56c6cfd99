package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S-91. */
class LockoutTest {
    private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();
    private final Lockout lockout = new Lockout(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** As often, each as soon as it counts. */
    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            pass(Duration.ofSeconds(lockout.wait("10.0.0.1")));
            lockout.failed("10.0.0.1", null);
        }
    }

    @Test
    void fourFailuresAreFree() {
        fail(4);
        assertThat(lockout.wait("10.0.0.1")).isZero();
        fail(1);
        assertThat(lockout.wait("10.0.0.1")).isEqualTo(1);
        assertThat(lockout.wait("10.0.0.2")).isZero();
    }

    @Test
    void eachFurtherFailureDoublesTheLockUpToAQuarterOfAnHour() {
        fail(5);
        for (int expected : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
            pass(Duration.ofSeconds(lockout.wait("10.0.0.1")));
            assertThat(lockout.wait("10.0.0.1")).isZero();
            fail(1);
            assertThat(lockout.wait("10.0.0.1")).isEqualTo(expected);
        }
    }

    @Test
    void whatIsTriedInALockDoesNotLengthenIt() {
        fail(6);
        assertThat(lockout.failed("10.0.0.1", "id")).isEqualTo(2);
        pass(Duration.ofSeconds(2));
        assertThat(lockout.failed("10.0.0.1", "id")).isZero();
        assertThat(lockout.wait("10.0.0.1")).isEqualTo(4);
    }

    @Test
    void fiveQuietMinutesAfterTheLockForget() {
        fail(8);
        pass(Duration.ofSeconds(8).plus(Duration.ofMinutes(5)).plusNanos(1));
        fail(4);
        assertThat(lockout.wait("10.0.0.1")).isZero();
    }

    @Test
    void aRightCredentialForgets() {
        fail(4);
        lockout.passed("10.0.0.1");
        fail(4);
        assertThat(lockout.wait("10.0.0.1")).isZero();
    }

    @Test
    void guessesAtOneCredentialAreSlowedWhereverTheyComeFrom() {
        for (int i = 0; i < 5; i++) {
            assertThat(lockout.failed("10.0.0." + i, "id")).isZero();
        }
        assertThat(lockout.failed("10.0.0.9", "id")).isEqualTo(1);
        assertThat(lockout.failed("10.0.0.9", "other")).isZero();
        assertThat(lockout.wait("10.0.0.99")).isZero();
    }

    @Test
    void oneNetworkOfIpv6IsOneCaller() {
        for (int i = 0; i < 5; i++) {
            lockout.failed("2001:db8::" + i, null);
        }
        assertThat(lockout.wait("2001:db8::ffff")).isEqualTo(1);
        assertThat(lockout.wait("2001:db8:0:1::1")).isZero();
    }

    @Test
    void theTableIsBounded() {
        fail(5);
        for (int i = 0; i < 10_000; i++) {
            lockout.failed("10.1." + i / 256 + "." + i % 256, null);
        }
        assertThat(lockout.wait("10.0.0.1")).isZero();
    }
}
