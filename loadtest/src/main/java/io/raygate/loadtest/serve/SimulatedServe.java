package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.application.Journal;
import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.ClusterContext;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.ingress.HttpProxy;
import io.raygate.loadtest.serve.ingress.ProxyServer;
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
    private final ProxyServer proxy;

    private SimulatedServe(Loop loop, Cluster cluster, ProxyServer proxy) {
        this.loop = loop;
        this.cluster = cluster;
        this.proxy = proxy;
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
        return new SimulatedServe(
                loop, cluster, new ProxyServer(vertx, proxy, options.ports().http()));
    }

    private Future<Void> listen() {
        return loop.call(proxy::listen).compose(Function.identity());
    }

    /** The port of the HTTP ingress. */
    public int httpPort() {
        return proxy.port();
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
        return loop.call(proxy::close).compose(Function.identity()).eventually(loop::giveBack);
    }
}
