package io.raygate.snapshot;

import io.raygate.auth.SharedToken;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.jwt.fetch.RemoteKeys;
import io.raygate.exchange.SanitizerRules;
import io.raygate.route.Matched;
import io.raygate.route.RouteTable;
import io.raygate.route.TrafficSplit;
import io.raygate.tenant.TenantWords;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The compiled configuration: all that a request needs to know, immutable.
 *
 * @param version counts the configurations of this process, from 1
 * @param bindings by {@link io.raygate.route.Route#ordinal}
 * @param unrouted the binding of a path without a route
 * @param limits what was agreed, and whom it binds
 * @param keySets those that are fetched, by issuer
 * @param tenants those that the configuration declares
 * @param peppers those that the configuration names; null: it names none
 * @param opsToken what the ops listener asks for; null where it is open
 */
public record Snapshot(
        long version,
        SanitizerRules sanitizer,
        RouteTable routes,
        List<Binding> bindings,
        Binding unrouted,
        IdentityFields identity,
        Limits limits,
        Map<ClusterId, Cluster> clusters,
        Map<String, RemoteKeys> keySets,
        List<TenantWords> tenants,
        @Nullable Peppers peppers,
        @Nullable SharedToken opsToken) {

    /** What applies to a request that matched like this. */
    public Binding bindingOf(Matched matched) {
        return switch (matched) {
            case Matched.To(var route) -> bindings.get(route.ordinal());
            case Matched.OtherMethod(var route) -> bindings.get(route.ordinal());
            case Matched.OtherSlash(var route) -> bindings.get(route.ordinal());
            case Matched.Nothing() -> unrouted;
        };
    }

    /** The splits by route id, for those who look on. */
    public Map<String, TrafficSplit> splits() {
        Map<String, TrafficSplit> splits = new TreeMap<>();
        for (Binding binding : bindings) {
            Way way = binding.way();
            if (way != null) {
                splits.put(binding.id(), way.split());
            }
        }
        return splits;
    }
}
