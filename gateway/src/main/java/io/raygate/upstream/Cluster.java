package io.raygate.upstream;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as one snapshot sees it: its settings, and its endpoints, whose state outlasts the
 * snapshot.
 */
public final class Cluster {
    private final ClusterSettings settings;
    private final List<Endpoint> endpoints;
    private final Outlier outlier;
    private final AtomicInteger turn = new AtomicInteger();

    Cluster(ClusterSettings settings, List<Endpoint> endpoints) {
        this.settings = settings;
        this.endpoints = List.copyOf(endpoints);
        this.outlier =
                settings.eject()
                        .map(eject -> Outlier.of(eject, this.endpoints))
                        .orElse(Outlier.OFF);
    }

    /**
     * From now on the endpoints report to this object: called when the snapshot that holds it comes
     * into use.
     */
    void watchEndpoints() {
        for (Endpoint endpoint : endpoints) {
            endpoint.watchedBy(outlier);
        }
    }

    public ClusterId id() {
        return settings.id();
    }

    public ClusterSettings settings() {
        return settings;
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Endpoints that are neither found unhealthy nor ejected. */
    public int usable() {
        int usable = 0;
        for (int i = 0; i < endpoints.size(); i++) {
            usable += endpoints.get(i).isUsable() ? 1 : 0;
        }
        return usable;
    }

    public int ejected() {
        int ejected = 0;
        for (Endpoint endpoint : endpoints) {
            ejected += endpoint.isEjected() ? 1 : 0;
        }
        return ejected;
    }

    /** Ejections since this snapshot of the cluster was made. */
    public long ejections() {
        return outlier.ejections();
    }

    /** Whether so few endpoints are usable that the evidence is doubted and all are used (S-87). */
    public boolean inPanic() {
        return usable() < settings.panicThreshold() * endpoints.size();
    }

    /**
     * The endpoint with the fewest exchanges in work, in turn among equals, or null when none is
     * ready. The scan is linear, which up to some hundred endpoints costs less than keeping an
     * order.
     *
     * @param avoid the endpoint of a failed attempt: taken again only if it is the only one
     */
    public @Nullable Endpoint pick(@Nullable Endpoint avoid) {
        boolean panic = inPanic();
        Endpoint best = null;
        int size = endpoints.size();
        int start = size == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
        for (int i = 0; i < size; i++) {
            Endpoint candidate = endpoints.get(start + i < size ? start + i : start + i - size);
            boolean eligible =
                    candidate.isUsable()
                            || (panic && candidate.condition() != Endpoint.Condition.STARTING);
            if (eligible
                    && candidate != avoid
                    && (best == null || candidate.inFlight() < best.inFlight())) {
                best = candidate;
            }
        }
        return best != null || avoid == null || !endpoints.contains(avoid) ? best : pick(null);
    }
}
