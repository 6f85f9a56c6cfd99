package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.ClusterContext;
import io.raygate.loadtest.serve.dashboard.ApplicationsView;
import io.raygate.loadtest.serve.dashboard.Dashboard;
import io.raygate.loadtest.serve.dashboard.HeadFacts;
import io.raygate.loadtest.serve.dashboard.HeadPages;
import io.raygate.loadtest.serve.fault.Stage;
import io.raygate.loadtest.serve.grpc.GrpcProxy;
import io.raygate.loadtest.serve.ingress.HttpProxy;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.raygate.loadtest.serve.ingress.ProxyServer;
import io.raygate.loadtest.serve.metrics.MetricsListener;
import io.raygate.loadtest.serve.metrics.MetricsNode;
import io.raygate.loadtest.serve.metrics.MetricsPage;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Builds the parts of one cluster in the order in which they need each other; nothing listens yet.
 */
final class Assembly {
    private static final String HOST = "127.0.0.1";
    private static final String SIDE_PAGE =
            """
            # HELP autoscaler_active_nodes Number of active nodes in the cluster.
            # TYPE autoscaler_active_nodes gauge
            autoscaler_active_nodes{SessionName="session_x"} 1.0
            """;

    private final Vertx vertx;
    private final ServeOptions options;
    private final Cluster cluster;
    private final List<ProxyNode> nodes = new ArrayList<>();

    Assembly(Vertx vertx, Context loop, ServeOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.cluster =
                new Cluster(
                        new ClusterContext(
                                options.identity(),
                                options.timeline().on(vertx, loop),
                                new SplittableRandom(options.seed()),
                                options.times()));
    }

    Machine build() {
        cluster.deploy(options.applications());
        nodes.add(node(new HttpProxy(cluster, options.proxy()), options.ports().http()));
        for (int i = 0; i < options.workers(); i++) {
            nodes.add(node(new HttpProxy(cluster, options.proxy()).onWorker(), 0));
        }
        Listener grpc = new GrpcProxy(cluster).listener(vertx, HOST, options.ports().grpc());
        var metrics = new MetricsNode(cluster, nodes, options.gpus());
        var page = new MetricsPage(metrics, cluster.context().time());
        List<Listener> scrapes =
                List.of(
                        MetricsListener.of(vertx, options.ports().metrics(), page::text),
                        MetricsListener.of(vertx, 0, () -> SIDE_PAGE),
                        MetricsListener.of(vertx, 0, () -> SIDE_PAGE));
        HeadFacts head = head(grpc, scrapes);
        var view = new ApplicationsView(cluster, head);
        var dashboard =
                new Dashboard(cluster.context().time(), view, new HeadPages(head), options.token());
        Listener dashboardPort = dashboard.listener(vertx, HOST, options.ports().dashboard());
        var stage = new Stage(cluster, nodes, grpc, dashboard, dashboardPort, view, metrics, page);
        Listener agent = AgentPort.listener(vertx, HOST, options.ports().agent());
        return new Machine(stage, scrapes, agent);
    }

    private ProxyNode node(HttpProxy proxy, int port) {
        Duration importing = options.times().importing();
        if (!importing.isZero()) {
            // Seen on real Ray: routes are told while applications are still being imported.
            proxy.learnRoutesAfter(importing.dividedBy(2));
        }
        String nodeId = cluster.context().ids().worker();
        Listener listener = ProxyServer.of(vertx, proxy, port);
        return new ProxyNode(nodeId, cluster.context().newProcess(), proxy, listener);
    }

    private HeadFacts head(Listener grpc, List<Listener> scrapes) {
        var ports =
                new HeadFacts.Ports() {
                    @Override
                    public int grpc() {
                        return grpc.port();
                    }

                    @Override
                    public List<Integer> metrics() {
                        return scrapes.stream().map(Listener::port).toList();
                    }
                };
        return new HeadFacts(
                cluster.context().newProcess(), nodes, ports, cluster.context().time().now());
    }

    /** The parts of a cluster; {@code scrapes} are the node's metrics first, then the others'. */
    record Machine(Stage stage, List<Listener> scrapes, Listener agent) {}
}
