package io.raygate.loadtest.keys;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** Writes public keys as JSON Web Keys (RFC 7517, RFC 8037) and as PEM. */
public final class PublicKeys {
    private PublicKeys() {}

    /**
     * The JWK of a key made by {@link Algorithm#newKeyPair}, with its {@code kid}, {@code alg} and
     * {@code use}.
     */
    public static String jwk(Algorithm algorithm, PublicKey key) {
        String members =
                switch (key) {
                    case RSAPublicKey rsa ->
                            "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                                    .formatted(
                                            number(rsa.getModulus(), 256),
                                            number(rsa.getPublicExponent(), 3));
                    case ECPublicKey ec ->
                            "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
                                    .formatted(
                                            number(ec.getW().getAffineX(), 32),
                                            number(ec.getW().getAffineY(), 32));
                    case EdECPublicKey ed ->
                            "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"".formatted(point(ed));
                    default -> throw new IllegalArgumentException(key.getAlgorithm());
                };
        return "{\"kid\":\"%s\",\"alg\":\"%s\",\"use\":\"sig\",%s}"
                .formatted(algorithm.keyId(), algorithm.header(), members);
    }

    /** The key as a SubjectPublicKeyInfo block. */
    public static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String number(BigInteger value, int length) {
        byte[] signed = value.toByteArray();
        byte[] fixed = new byte[length];
        int used = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - used, fixed, length - used, used);
        return base64(fixed);
    }

    /** RFC 8032, section 5.1.2: the 32 bytes at the end of the X.509 form. */
    private static String point(EdECPublicKey key) {
        byte[] encoded = key.getEncoded();
        return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
