package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.ingress.FinishedRequest;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one proxy process counts about its requests and queues. */
final class ProxySeries {
    private final ProxyNode node;
    private final MetricProcess process;
    private final Function<Replica, MetricProcess> replicas;

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
        @Nullable DeployedApplication application = request.application();
        Labels base =
                process.labels()
                        .with("application", application == null ? "" : application.spec().name())
                        .with("method", request.method())
                        .with("route", application == null ? "" : application.spec().routePrefix());
        String status = Integer.toString(request.status());
        Labels withStatus = base.with("status_code", status);
        process.count(ServeFamilies.HTTP_REQUESTS, withStatus);
        process.observe(ServeFamilies.HTTP_LATENCY, withStatus, request.totalNanos());
        if (request.status() >= 400) {
            process.count(ServeFamilies.HTTP_ERRORS, base.with("error_code", status));
        }
        if (application != null && request.replica() != null) {
            atReplica(request, application, request.replica());
        }
    }

    private void atReplica(
            FinishedRequest request, DeployedApplication application, Replica replica) {
        Labels source =
                process.labels()
                        .with("actor_id", node.process().actorId())
                        .with("application", application.spec().name())
                        .with("deployment", application.spec().deployment().name())
                        .with("handle_source", "PROXY");
        process.observe(ServeFamilies.FULFILLMENT, source, request.queuedNanos());
        MetricProcess host = replicas.apply(replica);
        Labels route =
                ReplicaSeries.labels(host, application, replica)
                        .with("route", application.spec().routePrefix());
        host.count(ServeFamilies.REPLICA_REQUESTS, route);
        host.observe(
                ServeFamilies.PROCESSING_LATENCY,
                route,
                request.totalNanos() - request.queuedNanos());
    }
}
