package io.raygate.exchange;

/** The octets of field values (RFC 9110, 5.5). */
final class FieldValues {
    private FieldValues() {}

    /** HTAB, SP, VCHAR and obs-text only, and no blank at either end (RFC 9113, 8.2.1). */
    static boolean isLegal(String value) {
        int last = value.length() - 1;
        if (last >= 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(last)))) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Without the optional blanks around it. */
    static String trim(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
