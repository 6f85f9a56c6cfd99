package io.raygate.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tenants as they stand at this moment: those that the configuration declares and those of the
 * store. Where both know one, the stricter holds, and of what was agreed the word of the
 * configuration where it has one. Outlives every snapshot; looking up is lock-free from any thread,
 * and as long as a tenant does not change it is the same object.
 */
public final class Tenants {
    private final Map<String, Tenant> current = new ConcurrentHashMap<>();
    private final Map<String, TenantWords> stored = new HashMap<>();
    private final Map<String, Set<String>> childrenInStore = new HashMap<>();
    private final Map<String, Set<String>> childrenInFile = new HashMap<>();
    private Map<String, TenantWords> declared = Map.of();

    /** What limits are looked up in: like the declared ones, but for a moment of a swap. */
    private Map<String, TenantWords> agreedInFile = Map.of();

    /** The tenant with this id, or null. */
    public @Nullable Tenant find(String id) {
        return current.get(id);
    }

    /** From now on the configuration declares exactly these. */
    public synchronized void declare(Collection<TenantWords> tenants) {
        Map<String, TenantWords> next = byId(tenants);
        declare(next, next);
    }

    private void declare(Map<String, TenantWords> next, Map<String, TenantWords> agreed) {
        Set<String> touched = new HashSet<>(declared.keySet());
        touched.addAll(next.keySet());
        childrenInStore.values().forEach(touched::addAll);
        declared = next;
        agreedInFile = agreed;
        childrenInFile.clear();
        agreed.values().forEach(tenant -> adopt(tenant, childrenInFile));
        touched.forEach(this::settle);
    }

    /**
     * Takes away or suspends what the next configuration no longer grants, and gives nothing yet:
     * what is done before a snapshot is swapped, so that nobody meets the routes of one
     * configuration as a tenant of another. {@link #declare} comes after the swap.
     */
    public synchronized void narrow(Collection<TenantWords> next) {
        Map<String, TenantWords> both = new HashMap<>();
        for (TenantWords tenant : next) {
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
        Map<String, TenantWords> agreed = byId(next);
        both.forEach(agreed::putIfAbsent);
        declare(both, agreed);
    }

    private static Map<String, TenantWords> byId(Collection<TenantWords> tenants) {
        Map<String, TenantWords> byId = new HashMap<>();
        tenants.forEach(tenant -> byId.put(tenant.id().value(), tenant));
        return byId;
    }

    /** From now on the store has these, whatever it had of them before. */
    public synchronized void store(Collection<TenantWords> tenants) {
        for (TenantWords tenant : tenants) {
            orphan(stored.put(tenant.id().value(), tenant));
            adopt(tenant, childrenInStore);
        }
        tenants.forEach(tenant -> settleWithChildren(tenant.id().value()));
    }

    /** From now on the store has none but these. */
    public synchronized void retain(Set<String> ids) {
        Set<String> gone = new HashSet<>(stored.keySet());
        gone.removeAll(ids);
        gone.forEach(this::forget);
    }

    /** From now on the store has none with this id. */
    public synchronized void forget(String id) {
        orphan(stored.remove(id));
        settleWithChildren(id);
    }

    private static void adopt(TenantWords child, Map<String, Set<String>> children) {
        String parent = child.parent();
        if (parent != null) {
            children.computeIfAbsent(parent, it -> new HashSet<>()).add(child.id().value());
        }
    }

    private void orphan(@Nullable TenantWords before) {
        if (before == null || before.parent() == null) {
            return;
        }
        Set<String> siblings = childrenInStore.get(before.parent());
        if (siblings != null && siblings.remove(before.id().value()) && siblings.isEmpty()) {
            childrenInStore.remove(before.parent());
        }
    }

    /** Limits of a tenant are limits of all below it. */
    private void settleWithChildren(String first) {
        List<String> below = new ArrayList<>(List.of(first));
        Set<String> seen = new HashSet<>(below);
        for (int i = 0; i < below.size(); i++) {
            String id = below.get(i);
            settle(id);
            for (var children : List.of(childrenInFile, childrenInStore)) {
                children.getOrDefault(id, Set.of()).stream().filter(seen::add).forEach(below::add);
            }
        }
    }

    private void settle(String id) {
        TenantWords inFile = declared.get(id);
        TenantWords inStore = stored.get(id);
        TenantWords either = inFile == null ? inStore : inFile;
        if (either == null) {
            current.remove(id);
            return;
        }
        boolean suspended =
                (inFile != null && inFile.suspended()) || (inStore != null && inStore.suspended());
        Tenant next = new Tenant(either.id(), suspended, agreed(id));
        if (!next.equals(current.get(id))) {
            current.put(id, next);
        }
    }

    /**
     * From the tenant upwards, each once. That one of them is not there must not mean that nothing
     * was agreed with it.
     */
    private List<Tenant.Agreed> agreed(String first) {
        List<Tenant.Agreed> agreed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        TenantId below = new TenantId(first);
        String next = first;
        while (next != null && seen.add(next)) {
            TenantWords inFile = agreedInFile.get(next);
            TenantWords inStore = stored.get(next);
            TenantWords either = inFile == null ? inStore : inFile;
            if (either == null) {
                agreed.add(new Tenant.Agreed(below, Tenant.Agreed.UNKNOWN));
                return agreed;
            }
            below = either.id();
            String set = limits(inFile) == null ? limits(inStore) : limits(inFile);
            if (set != null) {
                agreed.add(new Tenant.Agreed(below, set));
            }
            next = parent(inFile) == null ? parent(inStore) : parent(inFile);
        }
        return agreed;
    }

    private static @Nullable String limits(@Nullable TenantWords words) {
        return words == null ? null : words.limits();
    }

    private static @Nullable String parent(@Nullable TenantWords words) {
        return words == null ? null : words.parent();
    }
}
