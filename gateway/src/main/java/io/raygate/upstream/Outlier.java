package io.raygate.upstream;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passive ejection of one cluster's endpoints, capped so that a bad hour cannot empty the cluster
 * (S-87).
 */
final class Outlier {
    static final Outlier OFF = new Outlier(Integer.MAX_VALUE, 0, 0, List.of());

    private final int limit;
    private final long baseNanos;
    private final int mostEjected;
    private final List<Endpoint> endpoints;
    private final LongAdder ejections = new LongAdder();

    private Outlier(int limit, long baseNanos, int mostEjected, List<Endpoint> endpoints) {
        this.limit = limit;
        this.baseNanos = baseNanos;
        this.mostEjected = mostEjected;
        this.endpoints = endpoints;
    }

    static Outlier of(EjectSettings settings, List<Endpoint> endpoints) {
        int most = (int) (settings.maxEjected() * endpoints.size());
        return new Outlier(
                settings.consecutiveFailures(), settings.baseTime().toNanos(), most, endpoints);
    }

    int limit() {
        return limit;
    }

    long ejections() {
        return ejections.sum();
    }

    synchronized void eject(Endpoint endpoint) {
        if (!endpoint.isEjected() && ejected() < mostEjected) {
            endpoint.ejectFor(baseNanos);
            ejections.increment();
        }
    }

    private int ejected() {
        int count = 0;
        for (Endpoint endpoint : endpoints) {
            count += endpoint.isEjected() ? 1 : 0;
        }
        return count;
    }
}
