package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.cluster.Autoscaling;
import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Deployment;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.ReplicaState;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import java.util.List;

/** What the controller tells: statuses, replicas, autoscaling. */
final class ControllerSeries {
    private final Cluster cluster;
    private final List<ProxyNode> nodes;
    private final MetricProcess process;

    ControllerSeries(Cluster cluster, List<ProxyNode> nodes, MetricProcess process) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.process = process;
        process.collect(this::gauges);
    }

    private void gauges(MetricProcess.Gauges gauges) {
        for (ProxyNode node : nodes) {
            if (node.isHeard()) {
                Labels labels =
                        process.labels()
                                .with("node_id", node.nodeId())
                                .with("node_ip_address", "127.0.0.1");
                gauges.set(ServeFamilies.PROXY_STATUS, labels, node.reported().code());
            }
        }
        for (DeployedApplication application : cluster.applications()) {
            Labels labels = process.labels().with("application", application.spec().name());
            gauges.set(ServeFamilies.APPLICATION_STATUS, labels, application.status().code());
            if (application.isImported()) {
                deployment(gauges, application.deployment(), labels);
            }
        }
    }

    private void deployment(MetricProcess.Gauges gauges, Deployment deployment, Labels base) {
        Labels labels = base.with("deployment", deployment.spec().name());
        gauges.set(ServeFamilies.DEPLOYMENT_STATUS, labels, deployment.health().status().code());
        gauges.set(ServeFamilies.TARGET_REPLICAS, labels, deployment.targetReplicas());
        for (Replica replica : deployment.replicas()) {
            Labels one = labels.with("replica", replica.replicaId());
            if (replica.state() != ReplicaState.STARTING) {
                double healthy = replica.state() == ReplicaState.RUNNING ? 1 : 0;
                gauges.set(ServeFamilies.REPLICA_HEALTHY, one, healthy);
                gauges.set(ServeFamilies.REPLICA_STARTS, one, 1);
            }
        }
        for (Replica dead : deployment.recentDeadReplicas()) {
            Labels one = labels.with("replica", dead.replicaId());
            gauges.set(ServeFamilies.HEALTH_CHECK_FAILURES, one, 1);
        }
        autoscaling(gauges, deployment, labels);
    }

    private static void autoscaling(
            MetricProcess.Gauges gauges, Deployment deployment, Labels labels) {
        Autoscaling bounds = deployment.spec().autoscaling();
        if (bounds != null) {
            int total = 0;
            for (Router router : deployment.routers()) {
                total += router.queued() + router.sent();
            }
            double desired = Math.ceil(total / bounds.targetOngoingRequests());
            gauges.set(ServeFamilies.AUTOSCALING_REQUESTS, labels, total);
            gauges.set(ServeFamilies.DESIRED_REPLICAS, labels, desired);
        }
    }
}
