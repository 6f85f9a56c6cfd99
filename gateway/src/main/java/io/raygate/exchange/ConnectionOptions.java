package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** The options that a Connection field lists (RFC 9110, 7.6.1). */
final class ConnectionOptions {
    /** More than any honest hop names; bounds the work of removing them. */
    private static final int MAX = 32;

    private ConnectionOptions() {}

    /**
     * Drops each named field (S-28). Host, Authorization, Content-Length and whatever the gateway
     * sets itself are out of reach: they are not among the forwarded fields.
     *
     * @return false if it names too many
     */
    static boolean strip(SortedFields fields) {
        String options = fields.value(FieldUse.CONNECTION);
        if (options == null || options.equalsIgnoreCase("keep-alive")) {
            return true;
        }
        int start = 0;
        for (int i = 0; i < MAX; i++) {
            int comma = options.indexOf(',', start);
            int end = comma < 0 ? options.length() : comma;
            fields.remove(FieldValues.trim(options, start, end));
            if (comma < 0) {
                return true;
            }
            start = comma + 1;
        }
        return false;
    }

    /** Whether a comma-separated list has this member, without regard to case. */
    static boolean lists(@Nullable String list, String member) {
        if (list == null) {
            return false;
        }
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            if (FieldValues.trim(list, start, end).equalsIgnoreCase(member)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
