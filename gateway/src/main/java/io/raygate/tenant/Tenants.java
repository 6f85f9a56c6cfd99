package io.raygate.tenant;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tenants as they stand at this moment: those that the configuration declares and those of the
 * store. Where both know one, the stricter holds. Outlives every snapshot; looking up is lock-free
 * from any thread, and as long as a tenant does not change it is the same object.
 */
public final class Tenants {
    private final Map<String, Tenant> current = new ConcurrentHashMap<>();
    private Map<String, Tenant> declared = Map.of();
    private final Map<String, Tenant> stored = new ConcurrentHashMap<>();

    /** The tenant with this id, or null. */
    public @Nullable Tenant find(String id) {
        return current.get(id);
    }

    /** From now on the configuration declares exactly these. */
    public synchronized void declare(Collection<Tenant> tenants) {
        Map<String, Tenant> before = declared;
        Map<String, Tenant> next = new ConcurrentHashMap<>();
        tenants.forEach(tenant -> next.put(tenant.id().value(), tenant));
        declared = next;
        before.keySet().forEach(this::settle);
        next.keySet().forEach(this::settle);
    }

    /**
     * Takes away or suspends what the next configuration no longer grants, and gives nothing yet:
     * what is done before a snapshot is swapped, so that nobody meets the routes of one
     * configuration as a tenant of another. {@link #declare} comes after the swap.
     */
    public synchronized void narrow(Collection<Tenant> next) {
        Map<String, Tenant> both = new HashMap<>();
        for (Tenant tenant : next) {
            if (current.containsKey(tenant.id().value())) {
                both.put(tenant.id().value(), tenant);
            }
        }
        declared.forEach(
                (id, before) -> {
                    if (before.suspended()) {
                        both.put(id, before);
                    }
                });
        declare(both.values());
    }

    /** From now on the store has this one. */
    public synchronized void store(Tenant tenant) {
        stored.put(tenant.id().value(), tenant);
        settle(tenant.id().value());
    }

    /** From now on the store has none but these. */
    public synchronized void retain(Set<String> ids) {
        Set<String> gone = new HashSet<>(stored.keySet());
        gone.removeAll(ids);
        gone.forEach(this::forget);
    }

    /** From now on the store has none with this id. */
    public synchronized void forget(String id) {
        stored.remove(id);
        settle(id);
    }

    private void settle(String id) {
        Tenant inFile = declared.get(id);
        Tenant inStore = stored.get(id);
        boolean stricter = inStore != null && inStore.suspended();
        Tenant next = inFile == null || stricter ? inStore : inFile;
        if (next == null) {
            current.remove(id);
        } else if (!next.equals(current.get(id))) {
            current.put(id, next);
        }
    }
}
