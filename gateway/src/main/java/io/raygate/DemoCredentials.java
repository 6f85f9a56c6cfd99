package io.raygate;

import io.raygate.auth.apikey.KeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/**
 * An API key, and a token with the key set that vouches for it, made for one run of the demo.
 *
 * @param apiKey in clear, shown on the screen
 * @param token ES256, for a day
 * @param keySet the public half as a JWKS document
 */
record DemoCredentials(String apiKey, String token, String keySet) {
    static final String ISSUER = "https://demo.raygate.invalid";
    static final String AUDIENCE = "raygate";
    static final String TENANT = "demo";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE = 32;

    static DemoCredentials make(SecureRandom random, Instant now) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        return new DemoCredentials(
                new KeyGenerator(random).next("rg", "test"),
                token(pair, now),
                keySet((ECPublicKey) pair.getPublic()));
    }

    private static String token(KeyPair pair, Instant now) throws GeneralSecurityException {
        JsonObject header =
                new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", "demo");
        JsonObject claims =
                new JsonObject()
                        .put("iss", ISSUER)
                        .put("aud", AUDIENCE)
                        .put("sub", "demo-user")
                        .put("tenant", TENANT)
                        .put("scope", "infer")
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plusSeconds(86_400).getEpochSecond());
        String signed = encode(header.encode()) + "." + encode(claims.encode());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static String keySet(ECPublicKey key) {
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("kty", "EC")
                                                .put("crv", "P-256")
                                                .put("kid", "demo")
                                                .put("use", "sig")
                                                .put("alg", "ES256")
                                                .put("x", coordinate(key.getW().getAffineX()))
                                                .put("y", coordinate(key.getW().getAffineY()))))
                .encodePrettily();
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return BASE64.encodeToString(fixed);
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
