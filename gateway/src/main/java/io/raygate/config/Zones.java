package io.raygate.config;

import java.time.ZoneId;
import java.util.Set;

/** Time zones by their names in the IANA database. */
final class Zones implements Form<ZoneId> {
    static final Zones FORM = new Zones();
    static final ZoneId UTC = ZoneId.of("UTC");

    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private Zones() {}

    @Override
    public Parsed<ZoneId> parse(String text) {
        return KNOWN.contains(text)
                ? Parsed.of(ZoneId.of(text))
                : Parsed.wrong("is not a time zone" + NearestName.hint(text, KNOWN));
    }

    @Override
    public String allowed() {
        return "UTC, or a time zone such as Europe/Berlin";
    }

    @Override
    public Object show(ZoneId value) {
        return value.getId();
    }
}
