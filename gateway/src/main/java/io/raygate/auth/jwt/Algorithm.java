package io.raygate.auth.jwt;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that an issuer may be configured with (RFC 7518, section 3.1; RFC 8037;
 * RFC 9864). {@code none} is not among them and cannot be.
 */
public enum Algorithm {
    RS256(Family.RSA, "SHA256withRSA", 32),
    RS384(Family.RSA, "SHA384withRSA", 48),
    RS512(Family.RSA, "SHA512withRSA", 64),
    PS256(Family.RSA_PSS, "SHA-256", 32),
    PS384(Family.RSA_PSS, "SHA-384", 48),
    PS512(Family.RSA_PSS, "SHA-512", 64),
    ES256(Family.EC, "SHA256withECDSAinP1363Format", 32),
    ES384(Family.EC, "SHA384withECDSAinP1363Format", 48),
    ES512(Family.EC, "SHA512withECDSAinP1363Format", 64),
    /** Also written {@code Ed25519}, its fully specified name. */
    EDDSA(Family.EDWARDS, "Ed25519", 64),
    HS256(Family.HMAC, "HmacSHA256", 32),
    HS384(Family.HMAC, "HmacSHA384", 48),
    HS512(Family.HMAC, "HmacSHA512", 64);

    /** The kinds of key. */
    enum Family {
        RSA,
        RSA_PSS,
        EC,
        EDWARDS,
        HMAC
    }

    private final Family family;
    private final String jcaWord;
    private final int hashBytes;

    Algorithm(Family family, String jcaWord, int hashBytes) {
        this.family = family;
        this.jcaWord = jcaWord;
        this.hashBytes = hashBytes;
    }

    /** The algorithm with this {@code alg}, in exactly this letter case, or null. */
    public static @Nullable Algorithm of(String alg) {
        return switch (alg) {
            case "RS256" -> RS256;
            case "RS384" -> RS384;
            case "RS512" -> RS512;
            case "PS256" -> PS256;
            case "PS384" -> PS384;
            case "PS512" -> PS512;
            case "ES256" -> ES256;
            case "ES384" -> ES384;
            case "ES512" -> ES512;
            case "EdDSA", "Ed25519" -> EDDSA;
            case "HS256" -> HS256;
            case "HS384" -> HS384;
            case "HS512" -> HS512;
            default -> null;
        };
    }

    /** Whether it needs a shared secret instead of a public key. */
    public boolean isSymmetric() {
        return family == Family.HMAC;
    }

    Family family() {
        return family;
    }

    /** The name in the platform's API: of a {@code Signature}, or of a {@code Mac}. */
    String jcaName() {
        return family == Family.RSA_PSS ? "RSASSA-PSS" : jcaWord;
    }

    /** RFC 7518, section 3.5: the hash also masks, and the salt is as long as it. */
    @Nullable AlgorithmParameterSpec parameters() {
        return family != Family.RSA_PSS
                ? null
                : new PSSParameterSpec(
                        jcaWord, "MGF1", new MGF1ParameterSpec(jcaWord), hashBytes, 1);
    }

    /** Bytes of the hash; a shared secret must not be shorter (RFC 7518, section 3.2). */
    int hashBytes() {
        return hashBytes;
    }
}
