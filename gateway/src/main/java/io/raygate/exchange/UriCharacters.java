package io.raygate.exchange;

/** The character classes of URIs (RFC 3986, 2 and 3.3), one table look-up each. */
final class UriCharacters {
    private static final int UNRESERVED = 1;
    private static final int PATH = 2;
    private static final byte[] CLASSES = classes();
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UriCharacters() {}

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (char c = 'a'; c <= 'z'; c++) {
            classes[c] = UNRESERVED | PATH;
            classes[c - 'a' + 'A'] = UNRESERVED | PATH;
        }
        for (char c = '0'; c <= '9'; c++) {
            classes[c] = UNRESERVED | PATH;
        }
        for (char c : "-._~".toCharArray()) {
            classes[c] = UNRESERVED | PATH;
        }
        for (char c : "!$&'()*+,;=:@%/".toCharArray()) {
            classes[c] = PATH;
        }
        return classes;
    }

    static boolean isUnreserved(int c) {
        return c < 128 && (CLASSES[c] & UNRESERVED) != 0;
    }

    /** Whether it may stand in a path: pchar, the slash between segments, the sign of an escape. */
    static boolean isPath(int c) {
        return c < 128 && (CLASSES[c] & PATH) != 0;
    }

    /** The value of a hexadecimal digit in either case, or -1. */
    static int hex(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The octet of the escape at {@code at}, where a percent sign stands, or -1. */
    static int escaped(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    static void appendEscape(StringBuilder target, int octet) {
        target.append('%').append(HEX[octet >> 4]).append(HEX[octet & 15]);
    }
}
