package io.raygate.exchange;

/** Reads {@code 1*DIGIT} out of a text: no sign, no blank, no other script's digits. */
public final class Decimal {
    private Decimal() {}

    /** The number between {@code from} and {@code to}, or -1 if that is none or does not fit. */
    public static long parse(CharSequence text, int from, int to) {
        if (from >= to) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The same without leading zeros and up to {@code max}, or -1. */
    static int parsePlain(String text, int from, int to, int max) {
        if (to - from > 1 && text.charAt(from) == '0') {
            return -1;
        }
        long value = parse(text, from, to);
        return value > max ? -1 : (int) value;
    }
}
