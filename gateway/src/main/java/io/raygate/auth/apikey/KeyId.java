package io.raygate.auth.apikey;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The public id of a key as the 128 bits that its 22 digits write (S-58): a million of them cost a
 * third of what their texts would.
 */
public record KeyId(long high, long low) {
    private static final int BASE = 62;

    /**
     * Reads exactly 22 digits of base62; null for any other text, and for numbers beyond 128 bits.
     */
    public static @Nullable KeyId parse(String digits) {
        return digits.length() == KeyFormat.ID ? read(digits, 0) : null;
    }

    /** The id inside a key that is well formed; null where the digits write no 128 bits. */
    public static @Nullable KeyId of(String key) {
        return read(key, KeyFormat.idStart(key));
    }

    private static @Nullable KeyId read(String text, int start) {
        long high = 0;
        long low = 0;
        for (int i = start; i < start + KeyFormat.ID; i++) {
            int digit = Base62.digit(text.charAt(i));
            if (digit < 0 || Math.unsignedMultiplyHigh(high, BASE) != 0) {
                return null;
            }
            long carry = Math.unsignedMultiplyHigh(low, BASE);
            low = low * BASE;
            long sum = low + digit;
            carry += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            low = sum;
            high = high * BASE + carry;
            if (Long.compareUnsigned(high, carry) < 0) {
                return null;
            }
        }
        return new KeyId(high, low);
    }

    /** The 22 digits that {@link #parse} reads. */
    public String text() {
        byte[] octets = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return Base62.encode(new BigInteger(1, octets), KeyFormat.ID);
    }

    /** A part of the id as it stands: ids are random. */
    @Override
    public int hashCode() {
        return (int) (low ^ (low >>> 32));
    }
}
