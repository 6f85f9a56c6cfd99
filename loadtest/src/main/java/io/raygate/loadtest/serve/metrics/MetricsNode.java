package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.raygate.loadtest.serve.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All processes of the cluster that push series, each in its own rhythm. */
public final class MetricsNode {
    private static final Duration PUSH = Duration.ofSeconds(10);
    private static final Duration NODE_PUSH = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration EXPIRY = Duration.ofSeconds(13);

    private final Cluster cluster;
    private final Timeline time;
    private final List<ProxyNode> nodes;
    private final List<MetricProcess> processes = new ArrayList<>();
    private final Map<Replica, MetricProcess> replicas = new HashMap<>();
    private final Map<ProxyNode, MetricProcess> proxies = new HashMap<>();
    private MetricProcess controller;

    public MetricsNode(Cluster cluster, List<ProxyNode> nodes, int gpus) {
        this.cluster = cluster;
        this.time = cluster.context().time();
        this.nodes = nodes;
        nodes.forEach(this::proxyStarted);
        controller = newController();
        new NodeSeries(cluster, gpus, add(Labels.ofNode(true), NODE_PUSH));
        time.every(LOOK, this::follow);
    }

    private MetricProcess newController() {
        MetricProcess process = worker(cluster.context().ids().worker());
        new ControllerSeries(cluster, nodes, process);
        return process;
    }

    private MetricProcess worker(String workerId) {
        return add(Labels.ofProcess(workerId), PUSH);
    }

    private MetricProcess add(Labels labels, Duration period) {
        var process = new MetricProcess(time, labels, EXPIRY);
        long phase = cluster.context().random().nextLong(period.toMillis());
        process.start(Duration.ofMillis(phase), period);
        processes.add(process);
        return process;
    }

    private MetricProcess of(Replica replica) {
        return replicas.computeIfAbsent(replica, one -> worker(one.process().workerId()));
    }

    /** Notices replicas that came, and those that went. */
    private void follow() {
        Set<Replica> present = new HashSet<>();
        for (DeployedApplication application : cluster.applications()) {
            for (Replica replica : application.deployment().replicas()) {
                present.add(replica);
                if (replica.process().isPlaced() && !replicas.containsKey(replica)) {
                    ReplicaSeries.collect(of(replica), application, replica);
                }
            }
        }
        replicas.entrySet().removeIf(one -> !present.contains(one.getKey()) && end(one.getValue()));
        processes.removeIf(MetricProcess::isForgotten);
    }

    private static boolean end(MetricProcess process) {
        process.end();
        return true;
    }

    /** Another controller process begins; the series of the old one stay until they expire. */
    public void controllerRestarted() {
        controller.end();
        controller = newController();
    }

    /** The controller stops pushing, or goes on. */
    public void controllerSilent(boolean silent) {
        quiet(controller, silent);
    }

    /** The proxy of a node stops pushing. */
    public void proxySilent(ProxyNode node) {
        Objects.requireNonNull(proxies.get(node)).silence();
    }

    /** Another proxy process begins on a node and counts from zero. */
    public void proxyStarted(ProxyNode node) {
        MetricProcess process = worker(node.process().workerId());
        new ProxySeries(node, process, this::of);
        MetricProcess before = proxies.put(node, process);
        if (before != null) {
            before.end();
        }
    }

    /** Every process of Serve stops pushing, or all go on: what is seen when the GCS is gone. */
    public void allSilent(boolean silent) {
        processes.forEach(process -> quiet(process, silent));
    }

    private static void quiet(MetricProcess process, boolean silent) {
        if (silent) {
            process.silence();
        } else {
            process.revive();
        }
    }

    List<MetricProcess> processes() {
        return processes;
    }
}
