package io.raygate.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * So many per second, minute, hour or day: {@code 100/s}, {@code 600/min}, {@code 10000/h}, {@code
 * 1000000/day}.
 */
record Rates(long most) implements Form<Rate> {

    @Override
    public Parsed<Rate> parse(String text) {
        int slash = text.indexOf('/');
        OptionalLong amount = Digits.parse(text.substring(0, Math.max(slash, 0)));
        Duration period = slash < 0 ? Duration.ZERO : period(text.substring(slash + 1));
        if (amount.isEmpty() || period.isZero()) {
            return Parsed.wrong("is not a rate");
        }
        boolean fits = amount.getAsLong() >= 1 && amount.getAsLong() <= most;
        return fits
                ? Parsed.of(new Rate(amount.getAsLong(), period))
                : Parsed.wrong("is out of bounds");
    }

    private static Duration period(String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(1);
            case "min" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            default -> Duration.ZERO;
        };
    }

    @Override
    public String allowed() {
        return "1 to " + most + " with /s, /min, /h or /day";
    }

    @Override
    public Object show(Rate value) {
        String unit =
                switch ((int) value.period().toSeconds()) {
                    case 1 -> "s";
                    case 60 -> "min";
                    case 3600 -> "h";
                    default -> "day";
                };
        return value.amount() + "/" + unit;
    }
}
