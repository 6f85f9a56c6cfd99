package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret that every stored digest of a key is made with, so that a stolen database alone confirms
 * no guess (S-59). Any thread.
 */
public final class Pepper {
    private static final String ALGORITHM = "HmacSHA256";

    /** Octets that a pepper needs at least (S-59). */
    public static final int SHORTEST = 32;

    private final int version;
    private final SecretKeySpec secret;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::open);

    /**
     * @param version 1 or more
     * @param secret {@link #SHORTEST} octets or more in UTF-8
     */
    public Pepper(int version, String secret) {
        this.version = version;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public int version() {
        return version;
    }

    /** HMAC-SHA-256 over the whole key. */
    public Digest digest(byte[] key) {
        return Digest.of(macs.get().doFinal(key));
    }

    /** A secret of its own for another purpose; what is known of one tells nothing of another. */
    public byte[] derive(String purpose) {
        return macs.get().doFinal(("raygate " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    private Mac open() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pepper that
                && version == that.version
                && secret.equals(that.secret);
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
