package io.raygate;

import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.TenantRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The tenants of the configuration in force, as the store shows them beside its own. */
final class DeclaredTenants implements Supplier<Map<String, TenantRecord>> {
    private final Supplier<Compiled> inForce;

    DeclaredTenants(Supplier<Compiled> inForce) {
        this.inForce = inForce;
    }

    @Override
    public Map<String, TenantRecord> get() {
        Map<String, TenantRecord> declared = new HashMap<>();
        inForce.get()
                .loaded()
                .config()
                .tenants()
                .forEach(
                        (id, tenant) ->
                                declared.put(
                                        id,
                                        new TenantRecord(
                                                id,
                                                "",
                                                tenant.suspended(),
                                                tenant.maxKeyLife(),
                                                tenant.limits(),
                                                tenant.parent(),
                                                Map.of(),
                                                Instant.EPOCH,
                                                true,
                                                0)));
        return declared;
    }
}
