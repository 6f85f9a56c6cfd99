package io.raygate.auth.apikey;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Makes new keys from an injected source of randomness. */
public final class KeyGenerator {
    private final RandomGenerator random;

    /**
     * @param random a cryptographically strong generator: a {@code SecureRandom}
     */
    public KeyGenerator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A new key, to be shown once.
     *
     * @param prefix {@code rg}, or {@code sk-rg} for tools that demand it
     */
    public String next(String prefix, String environment) {
        String id = nextId();
        String secret = Base62.encode(number(32), KeyFormat.SECRET);
        return KeyFormat.checked(prefix + "_" + environment + "_" + id + "_" + secret);
    }

    /** An id alone, of the same kind as those of keys. */
    public String nextId() {
        return Base62.encode(number(16), KeyFormat.ID);
    }

    private BigInteger number(int bytes) {
        byte[] magnitude = new byte[bytes];
        random.nextBytes(magnitude);
        return new BigInteger(1, magnitude);
    }
}
