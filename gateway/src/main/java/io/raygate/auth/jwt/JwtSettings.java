package io.raygate.auth.jwt;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the configuration says of how tokens are judged. While two snapshots have equal settings,
 * they may share an authenticator with what it has verified (S-56).
 *
 * @param issuers by {@code iss}
 */
public record JwtSettings(Map<String, JwtIssuer> issuers, CacheBounds cache) {

    public JwtSettings {
        issuers = Map.copyOf(issuers);
    }

    /**
     * The settings of these issuers.
     *
     * @throws IllegalArgumentException if two issuers have one {@code iss}: it alone picks the keys
     */
    public static JwtSettings of(Collection<JwtIssuer> issuers, CacheBounds cache) {
        Map<String, JwtIssuer> byIss = new HashMap<>();
        for (JwtIssuer issuer : issuers) {
            if (byIss.put(issuer.iss(), issuer) != null) {
                throw new IllegalArgumentException("two issuers have the iss " + issuer.iss());
            }
        }
        return new JwtSettings(byIss, cache);
    }
}
