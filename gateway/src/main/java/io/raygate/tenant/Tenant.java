package io.raygate.tenant;

import java.util.List;

/**
 * One tenant as it stands: a suspended one authenticates and is then refused.
 *
 * @param limits its own and those of the tenants above it, which it uses up as well
 */
public record Tenant(TenantId id, boolean suspended, List<Agreed> limits) {

    /**
     * A set of limits that was agreed with a tenant.
     *
     * @param tenant whose it is
     * @param set its name; no set has the name {@link #UNKNOWN}
     */
    public record Agreed(TenantId tenant, String set) {
        /** What was agreed with a tenant that is named and not there. */
        public static final String UNKNOWN = "";
    }

    public Tenant {
        limits = List.copyOf(limits);
    }

    /** Not limited by anything of its own. */
    public Tenant(TenantId id, boolean suspended) {
        this(id, suspended, List.of());
    }
}
