package io.raygate.loadtest.serve.cluster;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers of the lengths and alphabets that Ray uses. */
public final class Ids {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** Eight letters and digits, as replicas and handles have them. */
    public String replica() {
        return letters(ALPHABET, 8);
    }

    /** 56 hexadecimal digits, as nodes and workers have them. */
    public String worker() {
        return letters(HEX, 56);
    }

    /** 32 hexadecimal digits, the last eight the job. */
    public String actor() {
        return letters(HEX, 24) + "01000000";
    }

    /** A UUID of version 4, as Serve gives to requests without an id. */
    public String request() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private String letters(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
