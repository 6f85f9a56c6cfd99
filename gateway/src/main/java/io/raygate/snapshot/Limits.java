package io.raygate.snapshot;

import io.raygate.auth.Principal;
import io.raygate.auth.Throttle;
import io.raygate.config.GatewayConfig;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.limit.Applied;
import io.raygate.limit.LimitSet;
import io.raygate.limit.Subject;
import io.raygate.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sets of limits by their names, and which of them apply to a request. One that is named and
 * not there refuses its requests: nobody knows what was agreed, and more than that must not pass.
 */
public final class Limits {
    /** From the tenant upwards: of a tree of the store, which stands on one of the file. */
    private static final String[] PARENTS = {
        "parent", "parent-2", "parent-3", "parent-4", "parent-5", "parent-6", "parent-7"
    };

    private static final Decision<List<Applied>> NONE = Decision.proceed(List.of());
    private static final int RETRY_SECONDS = 1;

    private final Map<String, LimitSet> sets = new HashMap<>();
    private final KnownLimits known;

    /**
     * @param known those of the store, and of the configurations on both sides of a swap
     */
    Limits(GatewayConfig config, KnownLimits known) {
        this.known = known;
        config.limits().forEach((name, words) -> sets.put(name, LimitCompiler.set(name, words)));
    }

    /** Those of the configuration, by name. */
    Map<String, LimitSet> declared() {
        return Map.copyOf(sets);
    }

    /**
     * All that a request takes from: the tenants from the top down, then the key, then the route.
     *
     * @param principal null where the route asks for no credential; then the route's limits count
     *     by {@code address}, of IPv6 by its /64
     */
    public Decision<List<Applied>> on(
            Binding binding, @Nullable Principal principal, String address) {
        String ofRoute = binding.limits();
        if (principal == null) {
            return ofRoute == null
                    ? NONE
                    : new Named(1)
                            .and(
                                    "route",
                                    Subject.address(binding.id(), Throttle.network(address)),
                                    ofRoute)
                            .decision();
        }
        List<Tenant.Agreed> agreed = principal.tenant().limits();
        String ofKey = principal.grants().limits();
        if (agreed.isEmpty() && ofKey == null && ofRoute == null) {
            return NONE;
        }
        Named all = new Named(agreed.size() + 2).and(principal.tenant());
        if (ofKey != null) {
            all.and("key", Subject.key(principal.credential()), ofKey);
        }
        if (ofRoute != null) {
            String caller = principal.tenant().id().value();
            all.and("route", Subject.route(binding.id(), caller), ofRoute);
        }
        return all.decision();
    }

    /**
     * What a tenant and one of its keys take from on every route.
     *
     * @param key the id of the key; null: none
     * @param ofKey the name of its set; null: none
     */
    public Decision<List<Applied>> of(Tenant tenant, @Nullable String key, @Nullable String ofKey) {
        Named all = new Named(tenant.limits().size() + 1).and(tenant);
        return key == null || ofKey == null
                ? all.decision()
                : all.and("key", Subject.key(key), ofKey).decision();
    }

    /** Sets that are named, in their order. */
    private final class Named {
        private final List<Applied> found;
        private @Nullable String unknown;

        Named(int most) {
            found = new ArrayList<>(most);
        }

        Named and(Tenant tenant) {
            List<Tenant.Agreed> agreed = tenant.limits();
            boolean own = !agreed.isEmpty() && agreed.getFirst().tenant().equals(tenant.id());
            for (int i = agreed.size() - 1; i >= 0; i--) {
                Tenant.Agreed one = agreed.get(i);
                String policy = own && i == 0 ? "tenant" : PARENTS[own ? i - 1 : i];
                and(policy, Subject.tenant(one.tenant().value()), one.set());
            }
            return this;
        }

        Named and(String policy, Subject subject, String name) {
            LimitSet set = sets.get(name);
            if (set == null) {
                set = known.find(name);
            }
            if (set == null) {
                unknown = "the set of limits " + name + " of the " + policy + " is not known";
            } else {
                found.add(new Applied(policy, subject, set));
            }
            return this;
        }

        Decision<List<Applied>> decision() {
            return unknown == null
                    ? Decision.proceed(found)
                    : Decision.refuse(
                            Rejection.of(RejectionCode.LIMIT_STORE_UNAVAILABLE, unknown)
                                    .retryAfter(RETRY_SECONDS));
        }
    }
}
