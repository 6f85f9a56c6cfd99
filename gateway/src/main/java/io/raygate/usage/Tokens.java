package io.raygate.usage;

import io.raygate.exchange.Usage;
import org.jspecify.annotations.Nullable;

/** Numbers of tokens as upstreams write them: what cannot be right is none. */
final class Tokens {
    /** Said of what is no number of tokens. */
    static final long NONE = -1;

    private static final long MOST = 1_000_000_000_000L;
    private static final int LONGEST = 13;

    private Tokens() {}

    /** The number that these digits write, or {@link #NONE}. */
    static long count(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > LONGEST || (length > 1 && text.charAt(0) == '0')) {
            return NONE;
        }
        long count = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            count = count * 10 + digit;
        }
        return count <= MOST ? count : NONE;
    }

    /** The four as one; null where a part is said to be more than its whole. */
    static @Nullable Usage usage(long input, long cachedInput, long output, long reasoning) {
        return cachedInput <= input && reasoning <= output
                ? new Usage(input, cachedInput, output, reasoning)
                : null;
    }
}
