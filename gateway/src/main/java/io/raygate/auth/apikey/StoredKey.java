package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import io.raygate.auth.Grants;
import io.raygate.tenant.Tenant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we keep of a key: everything but the key.
 *
 * @param name the operator's word for it, unique within the tenant, safe as a header value
 * @param digest SHA-256 of the whole key
 * @param expiresAtMillis wall-clock end, or Long.MAX_VALUE
 * @param environment the one that the key must be made for, or null for any
 */
public record StoredKey(
        String name,
        Tenant tenant,
        Digest digest,
        Set<String> scopes,
        Grants grants,
        long expiresAtMillis,
        @Nullable String environment) {

    public StoredKey {
        scopes = Set.copyOf(scopes);
    }
}
