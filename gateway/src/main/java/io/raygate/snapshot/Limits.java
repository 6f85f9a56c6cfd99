package io.raygate.snapshot;

import io.raygate.auth.Principal;
import io.raygate.auth.Throttle;
import io.raygate.config.GatewayConfig;
import io.raygate.limit.Applied;
import io.raygate.limit.LimitSet;
import io.raygate.limit.Subject;
import io.raygate.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sets of limits by their names, and which of them apply to a request. */
public final class Limits {
    /** From the tenant upwards; no tree has more levels. */
    private static final String[] PARENTS = {"parent", "parent-2", "parent-3"};

    private final Map<String, LimitSet> sets = new HashMap<>();

    Limits(GatewayConfig config) {
        config.limits().forEach((name, words) -> sets.put(name, LimitCompiler.set(name, words)));
    }

    /**
     * All that a request takes from: the tenants from the top down, then the key, then the route.
     *
     * @param principal null where the route asks for no credential; then the route's limits count
     *     by {@code address}, of IPv6 by its /64
     */
    public List<Applied> on(Binding binding, @Nullable Principal principal, String address) {
        String ofRoute = binding.limits();
        if (principal == null) {
            return ofRoute == null
                    ? List.of()
                    : List.of(
                            applied(
                                    "route",
                                    Subject.address(binding.id(), Throttle.network(address)),
                                    ofRoute));
        }
        List<Tenant.Agreed> agreed = principal.tenant().limits();
        String ofKey = principal.grants().limits();
        if (agreed.isEmpty() && ofKey == null && ofRoute == null) {
            return List.of();
        }
        List<Applied> all = new ArrayList<>(agreed.size() + 2);
        boolean own =
                !agreed.isEmpty() && agreed.getFirst().tenant().equals(principal.tenant().id());
        for (int i = agreed.size() - 1; i >= 0; i--) {
            Tenant.Agreed one = agreed.get(i);
            String policy = own && i == 0 ? "tenant" : PARENTS[own ? i - 1 : i];
            all.add(applied(policy, Subject.tenant(one.tenant().value()), one.set()));
        }
        if (ofKey != null) {
            all.add(applied("key", Subject.key(principal.credential()), ofKey));
        }
        if (ofRoute != null) {
            all.add(
                    applied(
                            "route",
                            Subject.route(binding.id(), principal.tenant().id().value()),
                            ofRoute));
        }
        return all;
    }

    private Applied applied(String policy, Subject subject, String name) {
        LimitSet set = sets.get(name);
        if (set == null) {
            throw new IllegalStateException("no set of limits is called " + name);
        }
        return new Applied(policy, subject, set);
    }
}
