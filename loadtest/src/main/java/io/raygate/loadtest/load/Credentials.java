package io.raygate.loadtest.load;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Hands out bearer credentials in turn; when forging, each with a signature of its own that nobody
 * made.
 */
final class Credentials {
    private final List<String> tokens;
    private final @Nullable RandomGenerator forger;
    private int next;

    /**
     * Gives {@code tokens} as they are, or with a random signature from {@code forger} when it is
     * not null.
     */
    Credentials(List<String> tokens, @Nullable RandomGenerator forger) {
        this.tokens = tokens;
        this.forger = forger;
    }

    /** The next value of the Authorization header, null when there are no credentials. */
    @Nullable String next() {
        if (tokens.isEmpty()) {
            return null;
        }
        String token = tokens.get(next++ % tokens.size());
        return "Bearer " + (forger == null ? token : forge(token, forger));
    }

    /**
     * Keeps all but the signature, whose length stays right, so that a gateway must verify it to
     * refuse it.
     */
    private static String forge(String token, RandomGenerator random) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        random.nextBytes(signature);
        // In range whatever the algorithm: RSA and ECDSA numbers are big-endian, EdDSA's S is
        // little-endian.
        signature[0] &= 0x7f;
        signature[signature.length / 2] &= 0x7f;
        signature[signature.length - 1] &= 0x0f;
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
