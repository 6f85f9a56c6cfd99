package io.raygate.snapshot;

import io.raygate.auth.Principal;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.RequestHead;
import io.raygate.forward.ForwardPolicy;
import io.raygate.route.StickyKey;
import io.raygate.route.TrafficSplit;
import io.raygate.upstream.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a route's granted requests go, and how they are carried. */
public record Way(
        TrafficSplit split, ClusterOrders clusters, ForwardPolicy forward, PathRules paths) {
    private static final StickyKey.Caller ANONYMOUS = new StickyKey.Caller(null, null);

    /**
     * The clusters for one request, the chosen one first; empty where the split has no weight at
     * all.
     *
     * @param draw equidistributed over all longs
     */
    public List<Cluster> clustersFor(RequestHead head, @Nullable Principal principal, long draw) {
        StickyKey.Caller caller =
                principal == null
                        ? ANONYMOUS
                        : new StickyKey.Caller(
                                principal.tenant().id().value(), principal.credential());
        return clusters.of(split.choose(head, caller, draw));
    }
}
