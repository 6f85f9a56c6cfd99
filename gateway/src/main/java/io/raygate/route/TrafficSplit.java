package io.raygate.route;

import io.raygate.exchange.RequestHead;
import io.raygate.upstream.ClusterId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Divides a route's requests between clusters: named headers first, then tenants that always go
 * first, then weights. Immutable and thread-safe; the caller draws the number.
 *
 * @param shares at least one cluster; weight 0 gets nothing
 * @param when header rules in order, before the weights
 * @param first tenants that go to a cluster whatever its weight
 * @param failover whether an exchange that was never started may go to another cluster of the split
 *     (S-86)
 */
public record TrafficSplit(
        List<WeightedCluster> shares,
        List<HeaderRule> when,
        Map<String, ClusterId> first,
        StickyKey sticky,
        boolean failover) {

    /** Requests whose headers all have these values go to this cluster. */
    public record HeaderRule(Map<String, String> headers, ClusterId cluster) {

        boolean matches(RequestHead head) {
            return head.fields().holdAll(headers);
        }
    }

    /** Every cluster that {@link #choose} may answer. */
    public Set<ClusterId> named() {
        Set<ClusterId> named = new HashSet<>(first.values());
        shares.forEach(share -> named.add(share.cluster()));
        when.forEach(rule -> named.add(rule.cluster()));
        return named;
    }

    /**
     * The cluster that takes this request, or null when all weights are 0.
     *
     * @param draw equidistributed over all longs
     */
    public @Nullable ClusterId choose(RequestHead head, StickyKey.Caller caller, long draw) {
        for (int i = 0; i < when.size(); i++) {
            if (when.get(i).matches(head)) {
                return when.get(i).cluster();
            }
        }
        ClusterId preferred =
                caller.tenant() == null || first.isEmpty() ? null : first.get(caller.tenant());
        if (preferred != null) {
            return preferred;
        }
        CharSequence key = sticky.of(head, caller);
        return key == null ? byDraw(draw) : byRendezvous(Hashing.of(key));
    }

    /** Cuts the range of all longs, read as a fraction of 1, at the cumulated weights. */
    private @Nullable ClusterId byDraw(long draw) {
        long total = 0;
        for (int i = 0; i < shares.size(); i++) {
            total += shares.get(i).weight();
        }
        long point = Math.unsignedMultiplyHigh(draw, total);
        for (int i = 0; i < shares.size(); i++) {
            point -= shares.get(i).weight();
            if (point < 0) {
                return shares.get(i).cluster();
            }
        }
        return null;
    }

    /**
     * Weighted rendezvous hashing (Schindelhauer and Schomaker 2005): each cluster draws an
     * exponential with its weight as rate and the smallest wins, so that a changed weight moves
     * only the keys that the change itself demands.
     */
    private @Nullable ClusterId byRendezvous(long key) {
        ClusterId best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < shares.size(); i++) {
            WeightedCluster share = shares.get(i);
            if (share.weight() > 0) {
                double uniform =
                        Hashing.unit(Hashing.mix(key ^ Hashing.of(share.cluster().value())));
                double distance = -Math.log(uniform) / share.weight();
                if (distance < lowest) {
                    lowest = distance;
                    best = share.cluster();
                }
            }
        }
        return best;
    }
}
