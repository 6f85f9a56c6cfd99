package io.raygate.auth.jwt;

import io.raygate.tenant.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * All that the judgement of a token depends on. While two snapshots have equal settings, they may
 * share an authenticator with what it has verified (S-56).
 *
 * @param issuers by {@code iss}
 * @param tenants by id
 */
public record JwtSettings(
        Map<String, JwtIssuer> issuers, Map<String, Tenant> tenants, CacheBounds cache) {

    public JwtSettings {
        issuers = Map.copyOf(issuers);
        tenants = Map.copyOf(tenants);
    }

    /**
     * The settings of these issuers and tenants.
     *
     * @throws IllegalArgumentException if two issuers have one {@code iss}: it alone picks the keys
     */
    public static JwtSettings of(
            Collection<JwtIssuer> issuers, Collection<Tenant> tenants, CacheBounds cache) {
        Map<String, JwtIssuer> byIss = new HashMap<>();
        for (JwtIssuer issuer : issuers) {
            if (byIss.put(issuer.iss(), issuer) != null) {
                throw new IllegalArgumentException("two issuers have the iss " + issuer.iss());
            }
        }
        Map<String, Tenant> byId = new HashMap<>();
        tenants.forEach(tenant -> byId.put(tenant.id().value(), tenant));
        return new JwtSettings(byIss, byId, cache);
    }
}
