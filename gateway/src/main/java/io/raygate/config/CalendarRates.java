package io.raygate.config;

import io.raygate.config.CalendarRate.Per;
import java.util.Locale;
import java.util.OptionalLong;

/** So much per window of the calendar: {@code 100000/day}, {@code 50000000/month}. */
record CalendarRates(long most) implements Form<CalendarRate> {
    static final Form<Per> PER =
            Words.of("day", Per.DAY).or("week", Per.WEEK).or("month", Per.MONTH);

    @Override
    public Parsed<CalendarRate> parse(String text) {
        int slash = text.indexOf('/');
        OptionalLong amount = Digits.parse(text.substring(0, Math.max(slash, 0)));
        if (amount.isEmpty()
                || !(PER.parse(text.substring(slash + 1)) instanceof Parsed.Value<Per>(Per per))) {
            return Parsed.wrong("is not a quota");
        }
        boolean fits = amount.getAsLong() >= 1 && amount.getAsLong() <= most;
        return fits
                ? Parsed.of(new CalendarRate(amount.getAsLong(), per))
                : Parsed.wrong("is out of bounds");
    }

    @Override
    public String allowed() {
        return "1 to " + most + " with /day, /week or /month";
    }

    @Override
    public Object show(CalendarRate value) {
        return value.amount() + "/" + value.per().name().toLowerCase(Locale.ROOT);
    }
}
