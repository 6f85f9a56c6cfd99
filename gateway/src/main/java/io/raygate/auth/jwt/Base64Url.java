package io.raygate.auth.jwt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64url as RFC 7515, section 2 has it and stricter than the JDK's decoder: no padding, no
 * blanks, no bits set that no byte takes, so that each value has exactly one text (S-44).
 */
final class Base64Url {
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /** The bytes between {@code start} and {@code end}, or null where the text is not canonical. */
    static byte @Nullable [] decode(String text, int start, int end) {
        int length = end - start;
        int rest = length % 4;
        if (rest == 1) {
            return null;
        }
        byte[] bytes = new byte[length / 4 * 3 + Math.max(0, rest - 1)];
        int bits = 0;
        int held = 0;
        int out = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return null;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes[out++] = (byte) (bits >> held);
            }
        }
        return (bits & ((1 << held) - 1)) == 0 ? bytes : null;
    }

    /** The same for a whole text. */
    static byte @Nullable [] decode(String text) {
        return decode(text, 0, text.length());
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
