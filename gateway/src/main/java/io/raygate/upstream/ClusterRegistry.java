package io.raygate.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of clusters across reloads: an unchanged cluster stays the same object, a
 * changed one keeps the endpoints that it still names. Called by the control plane only, one reload
 * at a time.
 */
public final class ClusterRegistry {
    private final LongSupplier nanoClock;
    private Map<ClusterId, Cluster> current = Map.of();

    public ClusterRegistry(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The clusters for the next snapshot; nothing is retired before {@link #adopt}. */
    public synchronized Map<ClusterId, Cluster> prepare(List<ClusterSettings> wanted) {
        Map<ClusterId, Cluster> next = new HashMap<>();
        for (ClusterSettings settings : wanted) {
            Cluster known = current.get(settings.id());
            next.put(
                    settings.id(),
                    known != null && known.settings().equals(settings)
                            ? known
                            : renewed(settings, known));
        }
        return Map.copyOf(next);
    }

    private Cluster renewed(ClusterSettings settings, @Nullable Cluster known) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (EndpointAddress address : settings.endpoints()) {
            endpoints.add(
                    known == null ? new Endpoint(address, nanoClock) : keptOrNew(known, address));
        }
        return new Cluster(settings, endpoints);
    }

    private Endpoint keptOrNew(Cluster known, EndpointAddress address) {
        for (Endpoint endpoint : known.endpoints()) {
            if (endpoint.address().equals(address)) {
                return endpoint;
            }
        }
        return new Endpoint(address, nanoClock);
    }

    /** The prepared clusters are now in use. */
    public synchronized void adopt(Map<ClusterId, Cluster> clusters) {
        current = clusters;
        clusters.values().forEach(Cluster::watchEndpoints);
    }

    public synchronized Map<ClusterId, Cluster> clusters() {
        return current;
    }
}
