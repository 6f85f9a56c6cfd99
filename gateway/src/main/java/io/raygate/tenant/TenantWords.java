package io.raygate.tenant;

import org.jspecify.annotations.Nullable;

/**
 * What one place, the configuration or the store, says of a tenant.
 *
 * @param limits the name of its set; null: none
 * @param parent the id of the tenant whose limits it uses up as well; null: none
 */
public record TenantWords(
        TenantId id, boolean suspended, @Nullable String limits, @Nullable String parent) {

    /** Nothing was agreed with it. */
    public TenantWords(TenantId id, boolean suspended) {
        this(id, suspended, null, null);
    }
}
