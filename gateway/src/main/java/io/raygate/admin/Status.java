package io.raygate.admin;

import io.raygate.snapshot.Snapshot;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.Endpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How the clusters stand, as JSON. */
final class Status {

    private Status() {}

    static JsonObject of(Snapshot snapshot) {
        List<Cluster> clusters =
                snapshot.clusters().values().stream()
                        .sorted(Comparator.comparing(cluster -> cluster.id().value()))
                        .toList();
        JsonObject all = new JsonObject();
        clusters.forEach(cluster -> all.put(cluster.id().value(), cluster(cluster)));
        return new JsonObject().put("snapshot", snapshot.version()).put("clusters", all);
    }

    private static JsonObject cluster(Cluster cluster) {
        JsonArray endpoints = new JsonArray();
        cluster.endpoints().forEach(endpoint -> endpoints.add(endpoint(endpoint)));
        return new JsonObject()
                .put("usable", cluster.usable())
                .put("ejected", cluster.ejected())
                .put("panic", cluster.inPanic())
                .put(
                        "insecureSkipVerify",
                        cluster.settings().tls().map(tls -> tls.insecureSkipVerify()).orElse(false))
                .put("endpoints", endpoints);
    }

    private static JsonObject endpoint(Endpoint endpoint) {
        return new JsonObject()
                .put("address", endpoint.address().toString())
                .put("health", endpoint.condition().name().toLowerCase(Locale.ROOT))
                .put("inFlight", endpoint.inFlight());
    }
}
