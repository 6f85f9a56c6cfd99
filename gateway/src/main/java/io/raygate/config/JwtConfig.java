package io.raygate.config;

import java.time.Duration;
import java.util.List;

/**
 * An issuer of JSON Web Tokens (S-46 to S-53).
 *
 * @param issuer the exact {@code iss}
 * @param audiences one of them must stand in {@code aud}
 * @param rfc9068 whether tokens must follow that profile (S-48)
 * @param allowMissingKid whether a token without {@code kid} is taken if exactly one key fits
 *     (S-49)
 * @param keys what its tokens are verified with
 */
public record JwtConfig(
        String issuer,
        List<String> audiences,
        List<String> algorithms,
        Duration skew,
        Duration maxLifetime,
        boolean rfc9068,
        boolean allowMissingKid,
        KeysConfig keys,
        Claims claims) {
    private static final Form<Boolean> PROFILE = Words.of("rfc9068", true);

    static JwtConfig read(Section s) {
        String issuer = s.required("issuer", Texts.NAME, "");
        KeysConfig keys = KeysConfig.read(s, issuer);
        boolean shared = keys instanceof KeysConfig.Secret;
        return new JwtConfig(
                issuer,
                s.requiredList("audiences", Texts.NAME),
                s.some(
                        "algorithms",
                        shared ? Algorithms.SHARED : Algorithms.PUBLIC,
                        shared ? Algorithms.DEFAULT_SHARED : Algorithms.DEFAULT),
                s.one(
                        "skew",
                        new Durations(Duration.ZERO, Duration.ofSeconds(60)),
                        Duration.ofSeconds(30)),
                s.one("maxLifetime", Durations.upTo(Duration.ofDays(366)), Duration.ofHours(24)),
                s.optional("profile", PROFILE) != null,
                s.flag("allowMissingKid", false),
                keys,
                s.section("claims", Claims::read));
    }

    /** The claims that tenant, principal and scopes are read from. */
    public record Claims(String tenant, String principal, String scopes) {
        static Claims read(Section s) {
            return new Claims(
                    s.one("tenant", Texts.NAME, "tenant"),
                    s.one("principal", Texts.NAME, "sub"),
                    s.one("scopes", Texts.NAME, "scope"));
        }
    }
}
