package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.application.Journal;
import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.ClusterContext;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.grpc.GrpcProxy;
import io.raygate.loadtest.serve.ingress.HttpProxy;
import io.raygate.loadtest.serve.ingress.ProxyServer;
import io.raygate.loadtest.serve.socket.Listener;
import io.raygate.loadtest.serve.time.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Ray cluster with Ray Serve on it, simulated: one event loop, loopback only. Every method may be
 * called from any thread.
 */
public final class SimulatedServe {
    private final Loop loop;
    private final Cluster cluster;
    private final Listener http;
    private final Listener grpc;

    private SimulatedServe(Loop loop, Cluster cluster, Listener http, Listener grpc) {
        this.loop = loop;
        this.cluster = cluster;
        this.http = http;
        this.grpc = grpc;
    }

    /** Starts a cluster; completes when every port is bound. */
    public static Future<SimulatedServe> start(Vertx vertx, ServeOptions options) {
        return Loop.start(vertx)
                .compose(loop -> loop.call(() -> build(vertx, loop, options)))
                .compose(serve -> serve.listen().map(serve));
    }

    private static SimulatedServe build(Vertx vertx, Loop loop, ServeOptions options) {
        Timeline time = options.timeline().on(vertx, loop.context());
        var random = new SplittableRandom(options.seed());
        var context = new ClusterContext(options.identity(), time, random, options.times());
        var cluster = new Cluster(context);
        cluster.deploy(options.applications());
        var proxy = new HttpProxy(cluster, options.proxy());
        Listener grpc =
                new GrpcProxy(cluster)
                        .listener(vertx, options.proxy().host(), options.ports().grpc());
        return new SimulatedServe(
                loop, cluster, ProxyServer.of(vertx, proxy, options.ports().http()), grpc);
    }

    private Future<Void> listen() {
        return loop.call(() -> Future.all(http.listen(), grpc.listen()))
                .compose(Function.identity())
                .mapEmpty();
    }

    /** The port of the HTTP ingress. */
    public int httpPort() {
        return http.port();
    }

    /** The port of the gRPC ingress: HTTP/2 by prior knowledge. */
    public int grpcPort() {
        return grpc.port();
    }

    /** What happened to the requests of an application. */
    public Journal journal(String application) {
        @Nullable DeployedApplication found = cluster.application(application);
        if (found == null) {
            throw new IllegalArgumentException("no application " + application);
        }
        return found.journal();
    }

    /** Frees every port and cuts every connection. */
    public Future<Void> close() {
        return loop.giveBack();
    }
}
