package io.raygate.auth.apikey;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers in digits, capitals and small letters: text that a double click selects whole. */
final class Base62 {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);

    /** Each key that comes is looked at digit by digit. */
    private static final byte[] VALUES = values();

    private Base62() {}

    /** The number in exactly {@code width} digits, zeros in front. */
    static String encode(BigInteger number, int width) {
        char[] text = new char[width];
        BigInteger rest = number;
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("the number needs more digits");
        }
        return new String(text);
    }

    /** The value of a digit, or -1. */
    static int digit(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    private static byte[] values() {
        byte[] values = new byte['z' + 1];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** Whether the digits from {@code start} to before {@code end} write {@code number}. */
    static boolean reads(CharSequence text, int start, int end, long number) {
        long rest = number;
        for (int i = end - 1; i >= start; i--) {
            if (text.charAt(i) != DIGITS.charAt((int) (rest % 62))) {
                return false;
            }
            rest /= 62;
        }
        return rest == 0;
    }

    /** Whether all from {@code start} to before {@code end} are digits of this base. */
    static boolean isDigits(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
