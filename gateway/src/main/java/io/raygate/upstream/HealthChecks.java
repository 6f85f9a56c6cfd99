package io.raygate.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the active checks of all clusters on one event loop of its own, and follows each reload. A
 * cluster that stays the same object keeps its rhythm.
 */
public final class HealthChecks {
    private final Vertx vertx;
    private final Context context;
    private final Map<ClusterId, Running> running = new HashMap<>();

    /** The checks of one cluster in progress. */
    private record Running(
            Cluster cluster, HealthProbe probe, long timer, Future<Void> firstRound) {

        void stop(Vertx vertx) {
            vertx.cancelTimer(timer);
            probe.close();
        }
    }

    public HealthChecks(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Checks these clusters from now on and no others; completes when each endpoint was asked once.
     */
    public Future<Void> follow(Map<ClusterId, Cluster> clusters) {
        Promise<Void> asked = Promise.promise();
        context.runOnContext(
                none -> Future.join(change(clusters)).<Void>mapEmpty().onComplete(asked));
        return asked.future();
    }

    /** Ends all checks. */
    public Future<Void> stop() {
        return follow(Map.of());
    }

    private List<Future<Void>> change(Map<ClusterId, Cluster> clusters) {
        running.values()
                .removeIf(
                        known -> {
                            boolean gone = clusters.get(known.cluster().id()) != known.cluster();
                            if (gone) {
                                known.stop(vertx);
                            }
                            return gone;
                        });
        List<Future<Void>> rounds = new ArrayList<>();
        for (Cluster cluster : clusters.values()) {
            cluster.settings()
                    .health()
                    .ifPresentOrElse(
                            health ->
                                    rounds.add(
                                            running.computeIfAbsent(
                                                            cluster.id(),
                                                            id -> begin(cluster, health))
                                                    .firstRound()),
                            () -> cluster.endpoints().forEach(Endpoint::unchecked));
        }
        return rounds;
    }

    private Running begin(Cluster cluster, HealthSettings health) {
        HealthProbe probe = new HealthProbe(vertx, cluster.settings(), health);
        Future<Void> first = round(cluster, probe, health);
        long timer =
                vertx.setPeriodic(
                        health.interval().toMillis(), tick -> round(cluster, probe, health));
        return new Running(cluster, probe, timer, first);
    }

    /** A question that a reload cut off says nothing of the endpoint. */
    private static void note(
            Endpoint endpoint, boolean healthy, HealthProbe probe, HealthSettings health) {
        if (!probe.isClosed()) {
            endpoint.checked(healthy, health);
        }
    }

    private static Future<Void> round(Cluster cluster, HealthProbe probe, HealthSettings health) {
        List<Future<Void>> asked = new ArrayList<>();
        for (Endpoint endpoint : cluster.endpoints()) {
            asked.add(
                    probe.ask(endpoint.address())
                            .onSuccess(ok -> note(endpoint, ok, probe, health))
                            .mapEmpty());
        }
        return Future.join(asked).<Void>mapEmpty().otherwiseEmpty();
    }
}
