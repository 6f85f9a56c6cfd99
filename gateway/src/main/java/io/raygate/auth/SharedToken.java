package io.raygate.auth;

import io.raygate.exchange.Presented;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A token that every caller of a place shares and brings as a bearer (RFC 6750). Only its digest is
 * kept, and comparing takes the same time wherever two differ (S-93, S-94).
 */
public final class SharedToken {
    private final CredentialHash hash = new CredentialHash();
    private final Digest digest;

    public SharedToken(String secret) {
        digest = digest(secret);
    }

    /** Whether the values of Authorization are one and carry the token; any thread. */
    public boolean isIn(List<String> authorization) {
        String bearer =
                authorization.size() == 1 ? Presented.bearer(authorization.getFirst()) : null;
        return bearer != null && digest(bearer).equals(digest);
    }

    private Digest digest(String secret) {
        return hash.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
