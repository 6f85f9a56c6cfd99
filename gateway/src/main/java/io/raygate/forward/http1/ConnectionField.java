package io.raygate.forward.http1;

import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;

/** Looks into comma-separated lists of options such as Connection (RFC 9110, 7.6.1). */
public final class ConnectionField {
    private ConnectionField() {}

    /** Whether any field of that name lists the option, compared without regard to case. */
    public static boolean says(Fields fields, CharSequence name, CharSequence option) {
        for (int i = 0; i < fields.size(); i++) {
            if (AsciiString.contentEqualsIgnoreCase(fields.name(i), name)
                    && lists(fields.value(i), option)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the comma-separated list has the option, compared without regard to case. */
    public static boolean lists(CharSequence list, CharSequence option) {
        int length = list.length();
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || list.charAt(i) == ',') {
                if (isOption(list, start, i, option)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isOption(CharSequence list, int from, int to, CharSequence option) {
        int start = from;
        int end = to;
        while (start < end && (list.charAt(start) == ' ' || list.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (list.charAt(end - 1) == ' ' || list.charAt(end - 1) == '\t')) {
            end--;
        }
        return end - start == option.length()
                && AsciiString.regionMatches(list, true, start, option, 0, option.length());
    }
}
