package io.raygate.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An issuer's key pair: signs tokens and shows its public half as a JWK. Written from the RFCs with
 * the JDK alone, so that it shares no code with what it tests.
 */
public final class SigningKey {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String kid;
    private final String alg;
    private final KeyPair pair;

    private SigningKey(String kid, String alg, KeyPair pair) {
        this.kid = kid;
        this.alg = alg;
        this.pair = pair;
    }

    /** A new key for this {@code alg}; RSA keys have 2048 bits. */
    public static SigningKey generate(String kid, String alg) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(
                            switch (alg.charAt(0)) {
                                case 'R', 'P' -> "RSA";
                                default -> alg.equals("EdDSA") ? "Ed25519" : "EC";
                            });
            switch (alg) {
                case "ES256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "ES384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case "ES512" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case "EdDSA" -> {}
                default -> generator.initialize(2048);
            }
            return new SigningKey(kid, alg, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String kid() {
        return kid;
    }

    /** A token with this header and these claims, as they stand. */
    public String sign(String header, String claims) {
        String signed = encode(header) + "." + encode(claims);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    /** A token with the header {@code {"alg":...,"kid":...}}. */
    public String sign(String claims) {
        return sign("{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\"}", claims);
    }

    /** The raw signature as JWS has it. */
    public byte[] signature(String signed) {
        try {
            Signature signature =
                    Signature.getInstance(
                            switch (alg.substring(0, 2)) {
                                case "RS" -> "SHA" + alg.substring(2) + "withRSA";
                                case "PS" -> "RSASSA-PSS";
                                case "ES" -> "SHA" + alg.substring(2) + "withECDSAinP1363Format";
                                default -> "Ed25519";
                            });
            if (alg.startsWith("PS")) {
                int bits = Integer.parseInt(alg.substring(2));
                String hash = "SHA-" + bits;
                signature.setParameter(
                        new PSSParameterSpec(
                                hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half with {@code kid}, {@code alg} and {@code use}. */
    public String jwk() {
        return "{\"kid\":\"%s\",\"alg\":\"%s\",\"use\":\"sig\",%s}"
                .formatted(kid, alg, publicMembers());
    }

    /** The members that make up the public key, without braces. */
    public String publicMembers() {
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa ->
                    "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                            .formatted(
                                    number(rsa.getModulus().toByteArray(), 256),
                                    BASE64.encodeToString(rsa.getPublicExponent().toByteArray()));
            case ECPublicKey ec -> {
                int bytes = (ec.getParams().getOrder().bitLength() + 7) / 8;
                yield "\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\""
                        .formatted(
                                bytes == 66 ? "P-521" : "P-" + bytes * 8,
                                number(ec.getW().getAffineX().toByteArray(), bytes),
                                number(ec.getW().getAffineY().toByteArray(), bytes));
            }
            case EdECPublicKey edwards ->
                    "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\""
                            .formatted(BASE64.encodeToString(lastBytes(edwards.getEncoded(), 32)));
            default -> throw new IllegalStateException();
        };
    }

    /** A key set of these keys. */
    public static byte[] jwks(SigningKey... keys) {
        String members = String.join(",", Arrays.stream(keys).map(SigningKey::jwk).toList());
        return ("{\"keys\":[" + members + "]}").getBytes(StandardCharsets.UTF_8);
    }

    public static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(byte[] magnitude, int bytes) {
        byte[] padded = new byte[bytes];
        int length = Math.min(magnitude.length, bytes);
        System.arraycopy(magnitude, magnitude.length - length, padded, bytes - length, length);
        return BASE64.encodeToString(padded);
    }

    private static byte[] lastBytes(byte[] encoded, int count) {
        return Arrays.copyOfRange(encoded, encoded.length - count, encoded.length);
    }
}
