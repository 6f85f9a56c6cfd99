package io.raygate.snapshot;

import io.raygate.auth.Principal;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.RequestHead;
import io.raygate.forward.ForwardPolicy;
import io.raygate.route.StickyKey;
import io.raygate.route.TrafficSplit;
import io.raygate.upstream.Cluster;
import io.raygate.usage.MeterSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a route's granted requests go, and how they are carried.
 *
 * @param models that may be asked; empty: any
 * @param ofModels the shares of those that have their own
 */
public record Way(
        Shares shares,
        Set<String> models,
        Map<String, Shares> ofModels,
        MeterSettings meter,
        ForwardPolicy forward,
        PathRules paths) {
    private static final StickyKey.Caller ANONYMOUS = new StickyKey.Caller(null, null);

    /** Of the requests to no model, or to one without shares of its own. */
    public TrafficSplit split() {
        return shares.split();
    }

    /**
     * The clusters for one request, the chosen one first; empty where the split has no weight at
     * all.
     *
     * @param model null: none is named
     * @param draw equidistributed over all longs
     */
    public List<Cluster> clustersFor(
            RequestHead head, @Nullable Principal principal, @Nullable String model, long draw) {
        StickyKey.Caller caller =
                principal == null
                        ? ANONYMOUS
                        : new StickyKey.Caller(
                                principal.tenant().id().value(), principal.credential());
        Shares own = model == null ? null : ofModels.get(model);
        Shares chosen = own == null ? shares : own;
        return chosen.clusters().of(chosen.split().choose(head, caller, draw));
    }
}
