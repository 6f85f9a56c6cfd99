package io.raygate.auth.jwt;

import java.time.Duration;
import java.util.Set;

/**
 * Whom we believe, and how far.
 *
 * @param id its name in the configuration
 * @param iss the exact {@code iss} of its tokens
 * @param audiences one of them must stand in {@code aud}
 * @param algorithms the allow-list (S-46)
 * @param skew how far clocks may differ
 * @param maxLifetime the longest time from {@code iat}, or now, to {@code exp}
 * @param rfc9068 whether its tokens follow that profile (S-48)
 * @param allowMissingKid whether a token without {@code kid} is taken if exactly one key fits
 * @param keys of this issuer only
 * @param mapping where its claims stand
 */
public record JwtIssuer(
        String id,
        String iss,
        Set<String> audiences,
        Set<Algorithm> algorithms,
        Duration skew,
        Duration maxLifetime,
        boolean rfc9068,
        boolean allowMissingKid,
        IssuerKeys keys,
        ClaimMapping mapping) {

    public JwtIssuer {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
    }

    /** The name by which routes list it. */
    public String method() {
        return "jwt." + id;
    }
}
