package io.raygate.observe;

import java.nio.charset.StandardCharsets;

/**
 * Writes one flat JSON object at a time into a byte block. Strings are escaped so that no value can
 * end a line, hide text or break the object (S-96): controls, U+2028, U+2029 and the bidirectional
 * controls, and lone surrogates.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] block;
    private int longestField;
    private int at;
    private boolean first;

    /**
     * @param longestField bytes of one value at most, the rest is cut
     */
    JsonBytes(byte[] block, int longestField) {
        this.block = block;
        this.longestField = longestField;
    }

    int size() {
        return at;
    }

    byte[] block() {
        return block;
    }

    void longestField(int bytes) {
        longestField = bytes;
    }

    void rewind(int position) {
        at = position;
    }

    void open() {
        block[at++] = '{';
        first = true;
    }

    /** Ends the object and its line. */
    void close() {
        block[at++] = '}';
        block[at++] = '\n';
    }

    /** A field whose value is text that anyone may have written. */
    void text(String name, CharSequence value) {
        name(name);
        block[at++] = '"';
        int end = at + longestField;
        int length = value.length();
        for (int i = 0; i < length && at < end; i++) {
            char c = value.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                block[at++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                special(c);
            }
        }
        block[at++] = '"';
    }

    private void special(char c) {
        if (c == '"' || c == '\\') {
            block[at++] = '\\';
            block[at++] = (byte) c;
        } else if (mustHide(c)) {
            block[at++] = '\\';
            block[at++] = 'u';
            for (int shift = 12; shift >= 0; shift -= 4) {
                block[at++] = HEX[(c >> shift) & 0xf];
            }
        } else {
            utf8(c);
        }
    }

    private static boolean mustHide(char c) {
        return c < 0xa0
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061c
                || c == 0xfeff
                || Character.isSurrogate(c);
    }

    private void utf8(int c) {
        if (c < 0x800) {
            block[at++] = (byte) (0xc0 | (c >> 6));
        } else {
            if (c < 0x10000) {
                block[at++] = (byte) (0xe0 | (c >> 12));
            } else {
                block[at++] = (byte) (0xf0 | (c >> 18));
                block[at++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            }
            block[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        block[at++] = (byte) (0x80 | (c & 0x3f));
    }

    void number(String name, long value) {
        name(name);
        digits(value);
    }

    /** Milliseconds with three decimals. */
    void millis(String name, long nanos) {
        name(name);
        long micros = Math.max(0, nanos) / 1000;
        digits(micros / 1000);
        int rest = (int) (micros % 1000);
        block[at++] = '.';
        block[at++] = (byte) ('0' + rest / 100);
        block[at++] = (byte) ('0' + rest / 10 % 10);
        block[at++] = (byte) ('0' + rest % 10);
    }

    private void digits(long value) {
        if (value < 0) {
            block[at++] = '-';
            value = -value;
        }
        int from = at;
        do {
            block[at++] = (byte) ('0' + value % 10);
            value /= 10;
        } while (value > 0);
        for (int left = from, right = at - 1; left < right; left++, right--) {
            byte swap = block[left];
            block[left] = block[right];
            block[right] = swap;
        }
    }

    private void name(String name) {
        if (!first) {
            block[at++] = ',';
        }
        first = false;
        block[at++] = '"';
        for (int i = 0; i < name.length(); i++) {
            block[at++] = (byte) name.charAt(i);
        }
        block[at++] = '"';
        block[at++] = ':';
    }
}
