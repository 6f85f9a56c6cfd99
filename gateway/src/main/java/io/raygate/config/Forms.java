package io.raygate.config;

import java.time.Duration;
import java.time.Instant;

/** How values are written, for whoever reads the same words from elsewhere than a file. */
public final class Forms {
    /** Ids, which become labels, header values and paths. */
    public static final Form<String> ID = Texts.ID;

    /** Text for people and comparisons. */
    public static final Form<String> NAME = Texts.NAME;

    public static final Form<String> SCOPE = Scopes.FORM;

    public static final Form<Cidr> CIDR = Cidr.FORM;

    /** Points in time: RFC 3339 in UTC. */
    public static final Form<Instant> TIME = Instants.FORM;

    /** The SHA-256 of a key: 64 hex digits without the word before them. */
    public static final Form<String> KEY_HASH = KeyHashes.FORM;

    public static final Form<Boolean> FLAG = Flags.FORM;

    private Forms() {}

    /** Durations within two bounds. */
    public static Form<Duration> duration(Duration least, Duration most) {
        return new Durations(least, most);
    }

    /** Whole numbers within two bounds. */
    public static Form<Integer> count(int least, int most) {
        return new Counts(least, most);
    }
}
