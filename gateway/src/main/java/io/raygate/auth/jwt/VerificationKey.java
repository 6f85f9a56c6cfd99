package io.raygate.auth.jwt;

import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that signatures are verified with, and all that it may be used for.
 *
 * @param kid its name within the set, or null
 * @param algorithms what fits its type, its curve and its own {@code alg} (S-46)
 * @param curve of an elliptic-curve key, otherwise null
 */
record VerificationKey(
        @Nullable String kid, Key key, Set<Algorithm> algorithms, @Nullable Curve curve) {
    private static final int ED25519_SIGNATURE = 64;

    VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    static VerificationKey rsa(@Nullable String kid, RSAPublicKey key) {
        Set<Algorithm> fitting =
                EnumSet.of(
                        Algorithm.RS256,
                        Algorithm.RS384,
                        Algorithm.RS512,
                        Algorithm.PS256,
                        Algorithm.PS384,
                        Algorithm.PS512);
        return new VerificationKey(kid, key, fitting, null);
    }

    static VerificationKey ec(@Nullable String kid, PublicKey key, Curve curve) {
        return new VerificationKey(kid, key, Set.of(curve.algorithm()), curve);
    }

    static VerificationKey edwards(@Nullable String kid, PublicKey key) {
        return new VerificationKey(kid, key, Set.of(Algorithm.EDDSA), null);
    }

    /** The same key for one of its algorithms only. */
    VerificationKey only(Algorithm algorithm) {
        return new VerificationKey(kid, key, Set.of(algorithm), curve);
    }

    /** Whether a signature has the form that this key gives it: length, and range on a curve. */
    boolean fits(byte[] signature, Algorithm algorithm) {
        if (curve != null) {
            return signature.length == 2 * curve.bytes() && curve.holds(signature);
        }
        return signature.length
                == switch (algorithm.family()) {
                    case HMAC -> algorithm.hashBytes();
                    case EDWARDS -> ED25519_SIGNATURE;
                    default -> modulusBytes();
                };
    }

    private int modulusBytes() {
        return key instanceof RSAPublicKey rsa
                ? (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE
                : -1;
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "VerificationKey[kid=" + kid + ", algorithms=" + algorithms + "]";
    }
}
