package io.raygate.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Durations between two bounds, written with one unit: {@code 500ms}, {@code 30s}, {@code 10m},
 * {@code 1h}, {@code 7d}.
 */
record Durations(Duration least, Duration most) implements Form<Duration> {

    private enum Unit {
        D("d", 86_400_000),
        H("h", 3_600_000),
        M("m", 60_000),
        S("s", 1_000),
        MS("ms", 1);

        private final String name;
        private final long millis;

        Unit(String name, long millis) {
            this.name = name;
            this.millis = millis;
        }
    }

    /** From one millisecond. */
    static Durations upTo(Duration most) {
        return new Durations(Duration.ofMillis(1), most);
    }

    @Override
    public Parsed<Duration> parse(String text) {
        return switch (read(text)) {
            case Parsed.Value<Duration>(Duration value)
                    when value.compareTo(least) < 0 || value.compareTo(most) > 0 ->
                    Parsed.wrong("is out of bounds");
            case Parsed<Duration> read -> read;
        };
    }

    /** A duration without bounds. */
    static Parsed<Duration> read(String text) {
        int digits = Digits.count(text);
        OptionalLong number = Digits.parse(text.substring(0, digits));
        String unitName = text.substring(digits);
        if (number.isPresent() && unitName.isEmpty()) {
            return Parsed.wrong("is a bare number, a duration has a unit");
        }
        for (Unit unit : Unit.values()) {
            if (number.isPresent() && unit.name.equals(unitName)) {
                boolean fits = number.getAsLong() <= Long.MAX_VALUE / unit.millis;
                return fits
                        ? Parsed.of(Duration.ofMillis(number.getAsLong() * unit.millis))
                        : Parsed.wrong("is out of bounds");
            }
        }
        return Parsed.wrong("is not a duration");
    }

    @Override
    public String allowed() {
        return write(least) + " to " + write(most);
    }

    @Override
    public Object show(Duration value) {
        return write(value);
    }

    /** With the largest unit that needs no fraction. */
    static String write(Duration value) {
        long millis = value.toMillis();
        for (Unit unit : Unit.values()) {
            if (millis % unit.millis == 0 && millis != 0) {
                return millis / unit.millis + unit.name;
            }
        }
        return "0s";
    }
}
