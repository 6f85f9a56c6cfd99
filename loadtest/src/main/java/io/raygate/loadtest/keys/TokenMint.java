package io.raygate.loadtest.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Signs access tokens of one issuer for callers that are spread over a number of tenants. */
public final class TokenMint {
    /** The issuer that every token names. */
    public static final String ISSUER = "https://issuer.raygate.test";

    /** The audience that every token names. */
    public static final String AUDIENCE = "raygate";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Algorithm algorithm;
    private final KeyPair keys;
    private final int tenants;
    private final Instant issued;

    /**
     * A mint whose tokens carry {@code issued} and live for {@link #LIFETIME}; {@code tenants} is
     * at least 1.
     */
    public TokenMint(Algorithm algorithm, KeyPair keys, int tenants, Instant issued) {
        this.algorithm = algorithm;
        this.keys = keys;
        this.tenants = tenants;
        this.issued = issued;
    }

    /** Long enough for a comparison, short enough for a gateway that bounds lifetimes. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    /**
     * The token of caller {@code number}, who belongs to tenant {@code number} modulo the number of
     * tenants.
     */
    public String token(int number) throws GeneralSecurityException {
        String signed = encode(header()) + "." + encode(claims(number));
        Signature signer = algorithm.newSignature();
        signer.initSign(keys.getPrivate());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signer.sign());
    }

    private String header() {
        return "{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"%s\"}"
                .formatted(algorithm.header(), algorithm.keyId());
    }

    private String claims(int number) {
        return """
        {"iss":"%s","aud":"%s","sub":"caller-%06d","tenant":"tenant-%d","scope":"infer","client_id":"comparison-client","iat":%d,"exp":%d,"jti":"%032d"}"""
                .formatted(
                        ISSUER,
                        AUDIENCE,
                        number,
                        number % tenants,
                        issued.getEpochSecond(),
                        issued.plus(LIFETIME).getEpochSecond(),
                        number);
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
