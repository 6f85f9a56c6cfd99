package io.raygate.auth;

import io.raygate.tenant.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a route serves (S-67).
 *
 * @param route its id, as in {@link Grants#routes()}
 * @param tenants who may use it, or null for all
 * @param methods the kinds of credential that it takes, as in {@link Principal#method()}
 * @param scopes what a credential must have, all of it
 */
public record Access(
        String route, @Nullable Set<TenantId> tenants, Set<String> methods, Set<String> scopes) {

    /** What a path without a route grants: nothing, to nobody. */
    public static final Access NONE = new Access("", Set.of(), Set.of(), Set.of());

    public Access {
        tenants = tenants == null ? null : Set.copyOf(tenants);
        methods = Set.copyOf(methods);
        scopes = Set.copyOf(scopes);
    }

    boolean isOpenTo(TenantId tenant) {
        return tenants == null || tenants.contains(tenant);
    }
}
