package io.raygate.config;

import java.util.OptionalLong;

/**
 * Numbers of bytes between two bounds: {@code 256B}, {@code 64KiB}, {@code 10MiB}, {@code 1GiB}.
 */
record Sizes(long least, long most) implements Form<Long> {
    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;
    static final long GIB = 1024 * MIB;

    static Sizes upTo(long most) {
        return new Sizes(1, most);
    }

    @Override
    public Parsed<Long> parse(String text) {
        return switch (read(text)) {
            case Parsed.Value<Long>(Long value) when value < least || value > most ->
                    Parsed.wrong("is out of bounds");
            case Parsed<Long> read -> read;
        };
    }

    /** A size without bounds. */
    static Parsed<Long> read(String text) {
        int digits = Digits.count(text);
        OptionalLong number = Digits.parse(text.substring(0, digits));
        if (number.isEmpty()) {
            return Parsed.wrong("is not a size");
        }
        String unit = text.substring(digits);
        long bytes =
                switch (unit) {
                    case "B" -> 1;
                    case "KiB" -> KIB;
                    case "MiB" -> MIB;
                    case "GiB" -> GIB;
                    default -> 0;
                };
        if (bytes == 0) {
            return Parsed.wrong(complaint(unit));
        }
        boolean fits = number.getAsLong() <= Long.MAX_VALUE / bytes;
        return fits ? Parsed.of(number.getAsLong() * bytes) : Parsed.wrong("is out of bounds");
    }

    private static String complaint(String unit) {
        return switch (unit) {
            case "" -> "is a bare number, a size has a unit";
            case "KB", "MB", "GB", "kB", "K", "M", "G", "k", "m", "g", "kb", "mb", "gb" ->
                    "has a unit that is read both ways, write KiB, MiB or GiB";
            default -> "is not a size";
        };
    }

    @Override
    public String allowed() {
        return write(least) + " to " + write(most);
    }

    @Override
    public Object show(Long value) {
        return write(value);
    }

    /** With the largest unit that needs no fraction. */
    static String write(long bytes) {
        if (bytes == 0 || bytes % KIB != 0) {
            return bytes + "B";
        }
        if (bytes % MIB != 0) {
            return bytes / KIB + "KiB";
        }
        return bytes % GIB != 0 ? bytes / MIB + "MiB" : bytes / GIB + "GiB";
    }
}
