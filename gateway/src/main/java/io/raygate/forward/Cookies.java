package io.raygate.forward;

import java.util.Set;

/** Lets named cookies through in both directions and no other (S-32, S-36). */
final class Cookies {
    /** Ray's dashboard takes this one for a credential: it never passes. */
    private static final String RAY_TOKEN = "ray-authentication-token";

    private Cookies() {}

    /** What of a Cookie field's value may pass: name-value pairs, maybe none. */
    static String request(CharSequence value, Set<String> allowed) {
        if (allowed.isEmpty()) {
            return "";
        }
        String text = value.toString();
        StringBuilder kept = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(start, end).strip();
            if (isAllowed(name(pair), allowed)) {
                kept.append(kept.isEmpty() ? "" : "; ").append(pair);
            }
            start = end + 1;
        }
        return kept.toString();
    }

    /** Whether a Set-Cookie field may pass. */
    static boolean mayBeSet(CharSequence value, Set<String> allowed) {
        if (allowed.isEmpty()) {
            return false;
        }
        String text = value.toString();
        int end = text.indexOf(';');
        return isAllowed(name(end < 0 ? text : text.substring(0, end)), allowed);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : pair.substring(0, equals).strip();
    }

    private static boolean isAllowed(String name, Set<String> allowed) {
        return allowed.contains(name) && !name.equalsIgnoreCase(RAY_TOKEN);
    }
}
