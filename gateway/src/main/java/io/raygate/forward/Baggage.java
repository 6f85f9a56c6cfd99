package io.raygate.forward;

import java.util.Set;

/** Lets the members of W3C baggage through whose keys a route names (S-34). */
final class Baggage {
    private Baggage() {}

    /** The members that may pass, maybe none. */
    static String allowed(CharSequence value, Set<String> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        String text = value.toString();
        StringBuilder kept = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(',', start);
            end = end < 0 ? text.length() : end;
            String member = text.substring(start, end).strip();
            int equals = member.indexOf('=');
            if (equals > 0 && keys.contains(member.substring(0, equals).strip())) {
                kept.append(kept.isEmpty() ? "" : ",").append(member);
            }
            start = end + 1;
        }
        return kept.toString();
    }
}
