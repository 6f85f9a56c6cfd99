package io.raygate.observe;

import io.raygate.upstream.Cluster;
import io.raygate.upstream.Endpoint;
import io.raygate.upstream.PoolUse;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads the state of the endpoints at each scrape. */
final class ClusterMeters implements Samples.Source {
    private final Supplier<Collection<Cluster>> clusters;
    private final Supplier<PoolUse> pools;
    private final Map<String, Long> ejected = new ConcurrentHashMap<>();

    ClusterMeters(Supplier<Collection<Cluster>> clusters, Supplier<PoolUse> pools) {
        this.clusters = clusters;
        this.pools = pools;
    }

    @Override
    public void read(Samples into) {
        PoolUse use = pools.get();
        into.gauge(Metric.UPSTREAM_CONNECTIONS, use.available(), "available");
        into.gauge(Metric.UPSTREAM_CONNECTIONS, (double) use.open() - use.available(), "busy");
        into.gauge(Metric.UPSTREAM_PENDING, use.waiting());
        for (Cluster cluster : clusters.get()) {
            String id = cluster.id().value();
            into.gauge(Metric.ENDPOINTS, cluster.usable(), id, "usable");
            into.gauge(Metric.ENDPOINTS, cluster.ejected(), id, "ejected");
            into.gauge(
                    Metric.ENDPOINTS, in(cluster, Endpoint.Condition.UNHEALTHY), id, "unhealthy");
            into.gauge(
                    Metric.ENDPOINTS,
                    (double) in(cluster, Endpoint.Condition.STARTING),
                    id,
                    "starting");
            into.gauge(Metric.CLUSTER_PANIC, cluster.inPanic() ? 1 : 0, id);
            into.counter(Metric.EJECTIONS, ejected.merge(id, cluster.ejections(), Math::max), id);
        }
    }

    private static int in(Cluster cluster, Endpoint.Condition condition) {
        return (int)
                cluster.endpoints().stream()
                        .filter(endpoint -> endpoint.condition() == condition)
                        .count();
    }
}
