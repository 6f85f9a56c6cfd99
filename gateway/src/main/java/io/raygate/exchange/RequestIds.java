package io.raygate.exchange;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes the ids by which a request is known: UUIDv7 (RFC 9562, 5.7) and W3C trace contexts. One for
 * each event loop, confined to it; unique, but no secret.
 */
public final class RequestIds {
    private static final int MAX_LENGTH = 128;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final String PUNCTUATION = "-._~:/+=@";

    private final InstantSource clock;
    private final RandomGenerator random;

    public RequestIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A generator of its own seed, so that no two loops or processes repeat each other. */
    public static RequestIds seeded(InstantSource clock) {
        return new RequestIds(clock, new SplittableRandom(new SecureRandom().nextLong()));
    }

    /** A new id, 36 characters; sorts by the millisecond of its making. */
    public String next() {
        long time = (clock.millis() << 16) | 0x7000 | random.nextInt(0x1000);
        long rest = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        byte[] text = new byte[36];
        put(text, 0, time >>> 32, 8);
        put(text, 9, time >>> 16, 4);
        put(text, 14, time, 4);
        put(text, 19, rest >>> 48, 4);
        put(text, 24, rest, 12);
        text[8] = text[13] = text[18] = text[23] = '-';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** A new {@code traceparent} (W3C Trace Context, 3.2), not sampled: nothing here records it. */
    public String traceparent() {
        byte[] text = new byte[55];
        text[0] = text[1] = text[53] = text[54] = '0';
        text[2] = text[35] = text[52] = '-';
        put(text, 3, nonZero(), 16);
        put(text, 19, random.nextLong(), 16);
        put(text, 36, nonZero(), 16);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private long nonZero() {
        long bits = random.nextLong();
        return bits == 0 ? 1 : bits;
    }

    private static void put(byte[] text, int at, long bits, int digits) {
        for (int i = 0; i < digits; i++) {
            text[at + i] = HEX[(int) (bits >>> (4 * (digits - 1 - i))) & 15];
        }
    }

    /**
     * Whether an id of a trusted hop may be kept (S-34): 1 to 128 letters, digits and {@code
     * -._~:/+=@}.
     */
    static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean alphanumeric =
                    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What an untrusted client calls its request, cut to a length that a log line can bear. */
    static String claimed(String id) {
        return id.length() > MAX_LENGTH ? id.substring(0, MAX_LENGTH) : id;
    }
}
