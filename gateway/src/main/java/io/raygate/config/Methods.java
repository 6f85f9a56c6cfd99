package io.raygate.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** HTTP methods (S-10, S-67). */
final class Methods implements Form<String> {
    static final Methods FORM = new Methods();

    /** What a route takes that names none. */
    static final List<String> DEFAULT =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    private Methods() {}

    @Override
    public Parsed<String> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (NEVER.contains(upper)) {
            return Parsed.wrong("is never served");
        }
        if (!text.equals(upper) && DEFAULT.contains(upper)) {
            return Parsed.wrong("is not " + upper + ", methods are case-sensitive");
        }
        return text.length() <= 32 ? Texts.TOKEN.parse(text) : Parsed.wrong("is too long");
    }

    @Override
    public String allowed() {
        return String.join(", ", DEFAULT) + " or another method but CONNECT and TRACE";
    }
}
