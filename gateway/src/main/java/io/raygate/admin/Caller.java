package io.raygate.admin;

import io.raygate.store.KeyRecord;
import org.jspecify.annotations.Nullable;

/** Whose credential an authenticated request bears. */
record Caller(KeyRecord key, Role role) {

    /** The only tenant whose keys exist for it; null where all do. */
    @Nullable String ownTenant() {
        return role == Role.TENANT ? key.tenant() : null;
    }

    /** Whether what belongs to this tenant exists for it. */
    boolean sees(@Nullable String tenant) {
        return role != Role.TENANT || (tenant != null && tenant.equals(key.tenant()));
    }
}
