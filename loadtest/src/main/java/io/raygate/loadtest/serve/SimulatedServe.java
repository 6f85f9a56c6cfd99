package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.application.Journal;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.fault.AdminPort;
import io.raygate.loadtest.serve.fault.Fault;
import io.raygate.loadtest.serve.fault.FaultBoard;
import io.raygate.loadtest.serve.fault.Stage;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A Ray cluster with Ray Serve on it, simulated: one event loop, loopback only. Every method may be
 * called from any thread.
 */
public final class SimulatedServe {
    private final Loop loop;
    private final Assembly.Machine machine;
    private final FaultBoard board;
    private final Listener admin;

    private SimulatedServe(Vertx vertx, Loop loop, ServeOptions options) {
        this.loop = loop;
        this.machine = new Assembly(vertx, loop.context(), options).build();
        this.board = new FaultBoard(stage());
        this.admin = new AdminPort(stage(), board).listener(vertx, options.ports().admin());
    }

    /** Starts a cluster; completes when every port is bound, fails when one is taken. */
    public static Future<SimulatedServe> start(Vertx vertx, ServeOptions options) {
        return Loop.start(vertx)
                .compose(loop -> loop.call(() -> new SimulatedServe(vertx, loop, options)))
                .compose(serve -> serve.listen().map(serve));
    }

    private Future<Void> listen() {
        return loop.call(this::listenAll).compose(Function.identity());
    }

    private Future<Void> listenAll() {
        List<Future<Void>> bound = new ArrayList<>();
        stage().nodes().forEach(node -> bound.add(node.start()));
        machine.scrapes().forEach(scrape -> bound.add(scrape.listen()));
        bound.add(stage().grpc().listen());
        bound.add(stage().dashboardPort().listen());
        bound.add(machine.agent().listen());
        bound.add(admin.listen());
        return Future.all(bound).mapEmpty();
    }

    /** The port of the head's HTTP ingress. */
    public int httpPort() {
        return httpPorts().getFirst();
    }

    /** The ports of all HTTP ingresses, the head's first. */
    public List<Integer> httpPorts() {
        return stage().nodes().stream().map(ProxyNode::listener).map(Listener::port).toList();
    }

    /** The port of the gRPC ingress: HTTP/2 by prior knowledge. */
    public int grpcPort() {
        return stage().grpc().port();
    }

    /** The port of the dashboard with the controller REST. */
    public int dashboardPort() {
        return stage().dashboardPort().port();
    }

    /** The port with the Prometheus text of the node. */
    public int metricsPort() {
        return machine.scrapes().getFirst().port();
    }

    /** The port of the node's agent. */
    public int agentPort() {
        return machine.agent().port();
    }

    /** The port of the fault switches. */
    public int adminPort() {
        return admin.port();
    }

    /** What happened to the requests of an application; readable at any time. */
    public Journal journal(String application) {
        return stage().application(application).journal();
    }

    /** Lets a fault happen; fails where it names what is not there. */
    public Future<Void> strike(Fault fault) {
        return loop.call(
                () -> {
                    board.strike(fault);
                    return null;
                });
    }

    /** Makes everything good that would last. */
    public Future<Void> heal() {
        return loop.call(
                () -> {
                    board.heal();
                    return null;
                });
    }

    /** Requests, streams and sockets that are inside a replica of an application now. */
    public Future<Integer> ongoing(String application) {
        return loop.call(
                () ->
                        stage().application(application).deployment().replicas().stream()
                                .mapToInt(replica -> replica.ongoing())
                                .sum());
    }

    /**
     * Requests for an application that wait at the head's proxy, and those it has sent to replicas.
     */
    public Future<Queue> queue(String application) {
        return loop.call(
                () -> {
                    Router router =
                            stage().nodes()
                                    .getFirst()
                                    .proxy()
                                    .routers()
                                    .get(stage().application(application));
                    return router == null
                            ? new Queue(0, 0)
                            : new Queue(router.queued(), router.sent());
                });
    }

    /** The queue of one proxy in front of one application. */
    public record Queue(int queued, int sent) {}

    /** PUT and DELETE requests that reached the controller, which no gateway should send. */
    public Future<Integer> controllerWrites() {
        return loop.call(() -> stage().dashboard().writes());
    }

    /** Frees every port and cuts every connection. */
    public Future<Void> close() {
        return loop.giveBack();
    }

    private Stage stage() {
        return machine.stage();
    }
}
