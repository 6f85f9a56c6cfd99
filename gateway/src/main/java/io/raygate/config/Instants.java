package io.raygate.config;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Points in time: RFC 3339 in UTC. */
final class Instants implements Form<Instant> {
    static final Instants FORM = new Instants();

    private Instants() {}

    @Override
    public Parsed<Instant> parse(String text) {
        if (!text.endsWith("Z")) {
            return Parsed.wrong("is not a time in UTC");
        }
        try {
            return Parsed.of(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            return Parsed.wrong("is not a time in UTC");
        }
    }

    @Override
    public String allowed() {
        return "a time such as 2027-06-30T00:00:00Z";
    }
}
