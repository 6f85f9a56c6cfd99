package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Judges a W3C trace context that a trusted hop sent (S-34). */
final class TraceContext {
    /** {@code 00-} trace id {@code -} parent id {@code -} flags. */
    private static final int LENGTH = 55;

    private static final int MAX_MEMBERS = 32;
    private static final int MAX_KEY = 256;
    private static final int MAX_VALUE = 256;

    private TraceContext() {}

    /** Whether {@code traceparent} is well-formed; a later version may have more behind it. */
    static boolean isParent(@Nullable String text) {
        if (text == null || text.length() < LENGTH || text.startsWith("ff")) {
            return false;
        }
        boolean extended = !text.startsWith("00") && text.length() > LENGTH;
        return (text.length() == LENGTH || (extended && text.charAt(LENGTH) == '-'))
                && text.charAt(2) == '-'
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && isHex(text, 0, 2)
                && isId(text, 3, 35)
                && isId(text, 36, 52)
                && isHex(text, 53, LENGTH);
    }

    private static boolean isId(String text, int from, int to) {
        boolean zero = true;
        for (int i = from; i < to; i++) {
            zero &= text.charAt(i) == '0';
        }
        return !zero && isHex(text, from, to);
    }

    /** Lower-case digits only (W3C Trace Context, 3.2.2). */
    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code tracestate} is a list of up to 32 members; empty ones are legal (3.3.1.1). */
    static boolean isState(String text) {
        int start = 0;
        for (int members = 0; members < MAX_MEMBERS; members++) {
            int comma = text.indexOf(',', start);
            String member = FieldValues.trim(text, start, comma < 0 ? text.length() : comma);
            if (!member.isEmpty() && !isMember(member)) {
                return false;
            }
            if (comma < 0) {
                return true;
            }
            start = comma + 1;
        }
        return false;
    }

    private static boolean isMember(String member) {
        int equals = member.indexOf('=');
        int valueLength = member.length() - equals - 1;
        return equals > 0
                && equals <= MAX_KEY
                && valueLength > 0
                && valueLength <= MAX_VALUE
                && isKey(member, equals)
                && isValue(member, equals + 1);
    }

    private static boolean isKey(String member, int end) {
        for (int i = 0; i < end; i++) {
            char c = member.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (i == 0 || "_-*/@".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValue(String member, int from) {
        for (int i = from; i < member.length(); i++) {
            char c = member.charAt(i);
            if (c < 0x20 || c > 0x7E || c == '=') {
                return false;
            }
        }
        return true;
    }
}
