package io.raygate.config;

import java.util.OptionalLong;

/**
 * Reads decimal digits and nothing else: no sign, no blank, no separator, no other script's digits.
 */
final class Digits {
    private static final int MAX_DIGITS = 18;

    private Digits() {}

    /** The number, at most 18 digits long; empty if the text is anything else. */
    static OptionalLong parse(String text) {
        if (text.isEmpty() || count(text) != text.length()) {
            return OptionalLong.empty();
        }
        int zeros = 0;
        while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
            zeros++;
        }
        return text.length() - zeros > MAX_DIGITS
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text));
    }

    /** How many digits the text starts with. */
    static int count(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
