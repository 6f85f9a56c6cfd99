package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.ingress.FinishedRequest;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one proxy process counts about its requests and queues. */
final class ProxySeries {
    private final ProxyNode node;
    private final MetricProcess process;
    private final Function<Replica, MetricProcess> replicas;
    private final Map<Kind, Outcome> outcomes = new HashMap<>();
    private final Map<Replica, Hop> hops = new HashMap<>();

    ProxySeries(ProxyNode node, MetricProcess process, Function<Replica, MetricProcess> replicas) {
        this.node = node;
        this.process = process;
        this.replicas = replicas;
        process.collect(this::gauges);
        node.proxy().observe(this::finished);
    }

    private void gauges(MetricProcess.Gauges gauges) {
        Labels own =
                process.labels()
                        .with("node_id", node.nodeId())
                        .with("node_ip_address", "127.0.0.1");
        gauges.set(ServeFamilies.ONGOING_HTTP, own, node.proxy().ongoing());
        node.proxy()
                .routers()
                .forEach(
                        (application, router) -> {
                            Labels handle = handle(application, router);
                            gauges.set(ServeFamilies.ONGOING_AT_REPLICAS, handle, router.sent());
                            gauges.set(ServeFamilies.QUEUED, handle, router.queued());
                        });
    }

    private Labels handle(DeployedApplication application, Router router) {
        return process.labels()
                .with("actor_id", node.process().actorId())
                .with("application", application.spec().name())
                .with("deployment", application.spec().deployment().name())
                .with("handle", router.handle());
    }

    private void finished(FinishedRequest request) {
        Outcome outcome =
                outcomes.computeIfAbsent(
                        new Kind(request.application(), request.method(), request.status()),
                        this::outcome);
        process.count(ServeFamilies.HTTP_REQUESTS, outcome.answered());
        process.observe(ServeFamilies.HTTP_LATENCY, outcome.answered(), request.totalNanos());
        if (request.status() >= 400) {
            process.count(ServeFamilies.HTTP_ERRORS, outcome.failed());
        }
        @Nullable DeployedApplication application = request.application();
        @Nullable Replica replica = request.replica();
        if (application != null && replica != null) {
            Hop hop = hops.computeIfAbsent(replica, one -> hop(application, one));
            process.observe(ServeFamilies.FULFILLMENT, hop.queue(), request.queuedNanos());
            hop.host().count(ServeFamilies.REPLICA_REQUESTS, hop.work());
            hop.host()
                    .observe(
                            ServeFamilies.PROCESSING_LATENCY,
                            hop.work(),
                            request.totalNanos() - request.queuedNanos());
        }
    }

    private Outcome outcome(Kind kind) {
        @Nullable DeployedApplication application = kind.application();
        Labels base =
                process.labels()
                        .with("application", application == null ? "" : application.spec().name())
                        .with("method", kind.method())
                        .with("route", application == null ? "" : application.spec().routePrefix());
        String status = Integer.toString(kind.status());
        return new Outcome(base.with("status_code", status), base.with("error_code", status));
    }

    private Hop hop(DeployedApplication application, Replica replica) {
        Labels queue =
                process.labels()
                        .with("actor_id", node.process().actorId())
                        .with("application", application.spec().name())
                        .with("deployment", application.spec().deployment().name())
                        .with("handle_source", "PROXY");
        MetricProcess host = replicas.apply(replica);
        Labels work =
                ReplicaSeries.labels(host, application, replica)
                        .with("route", application.spec().routePrefix());
        return new Hop(queue, host, work);
    }

    /** Requests that are counted together. */
    private record Kind(@Nullable DeployedApplication application, String method, int status) {}

    /** Their series: answers of all kinds, and those that are errors. */
    private record Outcome(Labels answered, Labels failed) {}

    /** The series of requests that went to one replica. */
    private record Hop(Labels queue, MetricProcess host, Labels work) {}
}
