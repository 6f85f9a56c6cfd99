package io.raygate.loadtest.serve.grpc;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The value of {@code grpc-timeout}: up to eight digits and a unit. */
final class GrpcTimeout {

    private GrpcTimeout() {}

    /** The duration, or null for none or nonsense. */
    static @Nullable Duration parse(@Nullable String value) {
        if (value == null || value.length() < 2 || value.length() > 9) {
            return null;
        }
        @Nullable ChronoUnit unit =
                switch (value.charAt(value.length() - 1)) {
                    case 'H' -> ChronoUnit.HOURS;
                    case 'M' -> ChronoUnit.MINUTES;
                    case 'S' -> ChronoUnit.SECONDS;
                    case 'm' -> ChronoUnit.MILLIS;
                    case 'u' -> ChronoUnit.MICROS;
                    case 'n' -> ChronoUnit.NANOS;
                    default -> null;
                };
        String digits = value.substring(0, value.length() - 1);
        boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return unit == null || !plain ? null : Duration.of(Long.parseLong(digits), unit);
    }
}
