package io.raygate.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many failed credentials are answered as such before they are throttled (S-65); null is off.
 *
 * @param perAddress by client address
 * @param perKey by claimed key id
 */
public record FailureRates(@Nullable Rate perAddress, @Nullable Rate perKey) {

    /** The defaults of security.md, section 21. */
    public static final FailureRates STANDARD =
            new FailureRates(
                    new Rate(30, Duration.ofMinutes(1)), new Rate(10, Duration.ofMinutes(1)));

    /** Nothing is throttled. */
    public static final FailureRates OFF = new FailureRates(null, null);

    /** At most {@code events}, 1 or more, in each {@code period}. */
    public record Rate(long events, Duration period) {}
}
