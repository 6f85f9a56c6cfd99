package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret that every stored digest of a key is made with, so that a stolen database alone confirms
 * no guess (S-59): HMAC-SHA-256 (RFC 2104) with the secret's two blocks hashed once and copied for
 * each key, which halves what a check costs beside the platform's own. Immutable, any thread.
 */
public final class Pepper {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    /** Octets that a pepper needs at least (S-59). */
    public static final int SHORTEST = 32;

    private final int version;
    private final byte[] secret;
    private final MessageDigest inner;
    private final MessageDigest outer;

    /**
     * @param version 1 or more
     * @param secret {@link #SHORTEST} octets or more in UTF-8
     */
    public Pepper(int version, String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        this.version = version;
        this.secret = octets.length > BLOCK ? sha256().digest(octets) : octets;
        this.inner = begun(INNER);
        this.outer = begun(OUTER);
    }

    private MessageDigest begun(byte pad) {
        byte[] block = Arrays.copyOf(secret, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= pad;
        }
        MessageDigest digest = sha256();
        digest.update(block);
        return digest;
    }

    public int version() {
        return version;
    }

    /** HMAC-SHA-256 over the whole key. */
    public Digest digest(byte[] key) {
        return Digest.of(hmac(key));
    }

    /** A secret of its own for another purpose; what is known of one tells nothing of another. */
    public byte[] derive(String purpose) {
        return hmac(("raygate " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(byte[] message) {
        return copy(outer).digest(copy(inner).digest(message));
    }

    private static MessageDigest copy(MessageDigest begun) {
        try {
            return (MessageDigest) begun.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pepper that
                && version == that.version
                && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return version;
    }

    /** Shows the version only. */
    @Override
    public String toString() {
        return "Pepper[" + version + "]";
    }
}
