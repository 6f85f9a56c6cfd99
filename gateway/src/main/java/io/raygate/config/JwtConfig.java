package io.raygate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of JSON Web Tokens (S-46 to S-53).
 *
 * @param issuer the exact {@code iss}
 * @param audiences one of them must stand in {@code aud}
 * @param rfc9068 whether tokens must follow that profile (S-48)
 * @param allowMissingKid whether a token without {@code kid} is taken if exactly one key fits
 *     (S-49)
 * @param jwks the file with the issuer's public keys; null exactly when {@code secret} is there
 * @param secret the key of the HS algorithms
 */
public record JwtConfig(
        String issuer,
        List<String> audiences,
        List<String> algorithms,
        Duration skew,
        Duration maxLifetime,
        boolean rfc9068,
        boolean allowMissingKid,
        @Nullable Path jwks,
        @Nullable SecretRef secret,
        Claims claims) {

    /** The claims that tenant, principal and scopes are read from. */
    public record Claims(String tenant, String principal, String scopes) {}
}
