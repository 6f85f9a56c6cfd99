package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import io.raygate.auth.Grants;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we keep of a key: everything but the key.
 *
 * @param name the operator's word for it, safe as a header value
 * @param tenant the id of its tenant
 * @param digest of the whole key: HMAC by {@code pepper}, or SHA-256 where that is 0
 * @param pepper version of the pepper, or {@link #UNPEPPERED}
 * @param expiresAtMillis wall-clock end, or Long.MAX_VALUE
 * @param environment the one that the key must be made for, or null for any
 * @param enabled neither disabled nor revoked
 */
public record StoredKey(
        String name,
        String tenant,
        Digest digest,
        int pepper,
        Set<String> scopes,
        Grants grants,
        long expiresAtMillis,
        @Nullable String environment,
        boolean enabled) {

    /** The version of a digest that no pepper was used for: of the file, or imported (S-64). */
    public static final int UNPEPPERED = 0;

    public StoredKey {
        scopes = Set.copyOf(scopes);
    }
}
