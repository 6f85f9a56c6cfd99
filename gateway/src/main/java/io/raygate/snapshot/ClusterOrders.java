package io.raygate.snapshot;

import io.raygate.route.TrafficSplit;
import io.raygate.route.WeightedCluster;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For each cluster that a split may choose: itself, then those that may take over where nothing was
 * started (S-86).
 */
public final class ClusterOrders {
    private final Map<ClusterId, List<Cluster>> orders = new HashMap<>();

    ClusterOrders(TrafficSplit split, Map<ClusterId, Cluster> clusters) {
        List<Cluster> takeOver = new ArrayList<>();
        if (split.failover()) {
            for (WeightedCluster share : split.shares()) {
                Cluster cluster = clusters.get(share.cluster());
                if (cluster != null && share.weight() > 0) {
                    takeOver.add(cluster);
                }
            }
        }
        split.named().forEach(id -> orders.put(id, ledBy(clusters.get(id), takeOver)));
    }

    private static List<Cluster> ledBy(@Nullable Cluster leader, List<Cluster> takeOver) {
        List<Cluster> order = new ArrayList<>();
        if (leader != null) {
            order.add(leader);
        }
        takeOver.stream().filter(other -> other != leader).forEach(order::add);
        return List.copyOf(order);
    }

    /**
     * The order for a chosen cluster; empty for null. A leader without a usable endpoint steps
     * behind the first other that has one.
     */
    List<Cluster> of(@Nullable ClusterId chosen) {
        List<Cluster> order = chosen == null ? List.of() : orders.getOrDefault(chosen, List.of());
        return order.size() < 2 || order.getFirst().usable() > 0 ? order : readyFirst(order);
    }

    private static List<Cluster> readyFirst(List<Cluster> order) {
        List<Cluster> sorted = new ArrayList<>(order);
        sorted.sort(java.util.Comparator.comparing(cluster -> cluster.usable() == 0));
        return sorted;
    }
}
