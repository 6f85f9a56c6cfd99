package io.raygate.exchange;

/** Which octets may stand where (RFC 9110, 5.5 and 5.6.2; RFC 9112, 3). */
public final class Octets {
    private static final int TOKEN = 1;
    private static final int VALUE = 2;
    private static final int TARGET = 4;
    private static final int DIGIT = 8;
    private static final byte[] KINDS = kinds();

    private Octets() {}

    /** Whether the field name is a token; an empty one is not. */
    public static boolean isToken(CharSequence name) {
        return !name.isEmpty() && areAll(TOKEN, name);
    }

    /** Whether the field value has only what it may hold; an empty one has. */
    public static boolean isValue(CharSequence value) {
        return areAll(VALUE, value);
    }

    /** A loop for each of the two kinds of text, so that neither calls virtually per character. */
    private static boolean areAll(int kind, CharSequence text) {
        if (text instanceof String string) {
            return areAll(kind, string);
        }
        for (int i = 0; i < text.length(); i++) {
            if (!is(kind, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areAll(int kind, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(kind, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(int kind, char c) {
        return c <= 0xff && (KINDS[c] & kind) != 0;
    }

    public static boolean isToken(byte octet) {
        return (KINDS[octet & 0xff] & TOKEN) != 0;
    }

    /** HTAB, SP, VCHAR and obs-text: what a field value may hold (S-06). */
    public static boolean isValue(byte octet) {
        return (KINDS[octet & 0xff] & VALUE) != 0;
    }

    /** VCHAR and obs-text: what a target may hold at all; the path rules are stricter (S-24). */
    public static boolean isTarget(byte octet) {
        return (KINDS[octet & 0xff] & TARGET) != 0;
    }

    public static boolean isDigit(byte octet) {
        return (KINDS[octet & 0xff] & DIGIT) != 0;
    }

    /** The value of a hexadecimal digit, or -1. */
    public static int hex(byte octet) {
        if (isDigit(octet)) {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    public static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int octet = 0; octet < 256; octet++) {
            boolean visible = octet > ' ' && octet != 0x7f;
            boolean value = visible || octet == ' ' || octet == '\t';
            kinds[octet] =
                    (byte)
                            ((isTokenCharacter(octet) ? TOKEN : 0)
                                    | (value ? VALUE : 0)
                                    | (visible ? TARGET : 0)
                                    | (octet >= '0' && octet <= '9' ? DIGIT : 0));
        }
        return kinds;
    }

    private static boolean isTokenCharacter(int octet) {
        boolean digit = octet >= '0' && octet <= '9';
        int lower = octet | 0x20;
        boolean letter = octet < 0x7f && lower >= 'a' && lower <= 'z';
        return digit || letter || (octet < 0x7f && "!#$%&'*+-.^_`|~".indexOf(octet) >= 0);
    }
}
