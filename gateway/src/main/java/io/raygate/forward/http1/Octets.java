package io.raygate.forward.http1;

import io.netty.util.AsciiString;

/** The character classes of HTTP's grammar, asked byte by byte (RFC 9110, 5.5 and 5.6.2). */
public final class Octets {
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TOKEN[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TOKEN[c] = true;
            TOKEN[c - 'a' + 'A'] = true;
        }
        for (byte c : new AsciiString("!#$%&'*+-.^_`|~").toByteArray()) {
            TOKEN[c] = true;
        }
    }

    private Octets() {}

    /** Whether the field name is a token; an empty one is not. */
    public static boolean isToken(CharSequence name) {
        int length = name.length();
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c > 255 || !TOKEN[c]) {
                return false;
            }
        }
        return length > 0;
    }

    /** Whether the field value has only HTAB, SP, VCHAR and obs-text. */
    public static boolean isFieldValue(CharSequence value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }

    static boolean isToken(byte octet) {
        return TOKEN[octet & 0xff];
    }

    static boolean isFieldValue(byte octet) {
        return octet < 0 || (octet >= ' ' && octet != 127) || octet == '\t';
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(byte octet) {
        return Character.digit(octet, 16);
    }
}
