package io.raygate.snapshot;

import io.raygate.auth.Principal;
import io.raygate.exchange.Fields;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The fields that tell the upstream who calls (S-29), under their configured names. */
public final class IdentityFields {
    private static final int MOST = 4;
    private static final Fields NOBODY = new Fields();

    private final CharSequence tenant;
    private final CharSequence principal;
    private final CharSequence scopes;
    private final CharSequence credential;

    public IdentityFields(String tenant, String principal, String scopes, String credential) {
        this.tenant = HttpHeaders.createOptimized(tenant);
        this.principal = HttpHeaders.createOptimized(principal);
        this.scopes = HttpHeaders.createOptimized(scopes);
        this.credential = HttpHeaders.createOptimized(credential);
    }

    /**
     * Exactly one of each that is known; none for an anonymous caller. The result must not be
     * changed.
     */
    public Fields fieldsFor(@Nullable Principal caller) {
        if (caller == null) {
            return NOBODY;
        }
        Fields fields = new Fields(MOST);
        fields.add(tenant, caller.tenant().id().value());
        fields.add(principal, caller.name());
        if (!caller.scopes().isEmpty()) {
            fields.add(
                    scopes,
                    caller.scopes().size() == 1
                            ? caller.scopes().iterator().next()
                            : String.join(" ", caller.scopes()));
        }
        if (!caller.credential().isEmpty()) {
            fields.add(credential, caller.credential());
        }
        return fields;
    }
}
