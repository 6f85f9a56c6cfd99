package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.ReplicaState;
import io.raygate.loadtest.serve.dashboard.ApplicationsView;
import io.raygate.loadtest.serve.dashboard.Dashboard;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.raygate.loadtest.serve.metrics.MetricsNode;
import io.raygate.loadtest.serve.metrics.MetricsPage;
import io.raygate.loadtest.serve.socket.Listener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can break. The first node is the head. */
public record Stage(
        Cluster cluster,
        List<ProxyNode> nodes,
        Listener grpc,
        Dashboard dashboard,
        Listener dashboardPort,
        ApplicationsView view,
        MetricsNode metrics,
        MetricsPage page) {

    /** An application by its name. */
    public DeployedApplication application(String name) {
        @Nullable DeployedApplication found = cluster.application(name);
        if (found == null) {
            throw new IllegalArgumentException("no application " + name);
        }
        return found;
    }

    /** A RUNNING replica of an application by its position. */
    Replica replica(String application, int index) {
        List<Replica> running =
                application(application).deployment().replicas().stream()
                        .filter(replica -> replica.state() == ReplicaState.RUNNING)
                        .toList();
        if (index < 0 || index >= running.size()) {
            throw new IllegalArgumentException(
                    application + " has " + running.size() + " running replicas");
        }
        return running.get(index);
    }

    /** A node by its position, 0 the head. */
    ProxyNode node(int index) {
        if (index < 0 || index >= nodes.size()) {
            throw new IllegalArgumentException("there are " + nodes.size() + " nodes");
        }
        return nodes.get(index);
    }
}
