package io.raygate.loadtest.load;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 500ms}, {@code 30s}, {@code 10m} and {@code 1h}; a number without a unit is a fault.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        int unit = 0;
        while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        try {
            long number = Long.parseLong(text.substring(0, unit));
            return switch (text.substring(unit)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default ->
                        throw new TypeConversionException("'" + text + "': 500ms, 30s, 10m or 1h");
            };
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "': 500ms, 30s, 10m or 1h");
        }
    }
}
