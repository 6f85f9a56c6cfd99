package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code /-/healthz} and {@code /-/routes}, to any method, and the reasons for which both say 503.
 */
final class OwnEndpoints {
    private final HttpProxy proxy;
    private final Cluster cluster;
    private @Nullable String reason;
    private boolean worker;
    private boolean routed = true;

    OwnEndpoints(HttpProxy proxy, Cluster cluster) {
        this.proxy = proxy;
        this.cluster = cluster;
    }

    static boolean has(String path) {
        return path.equals("/-/healthz") || path.equals("/-/routes");
    }

    void answer(HttpServerRequest request, String path) {
        String id = proxy.requestId(request);
        @Nullable String unready = unready();
        if (unready != null) {
            proxy.send(request, new ServeText(503, unready, null), id);
        } else if (path.equals("/-/healthz")) {
            proxy.send(request, new ServeText(200, "success", null), id);
        } else {
            proxy.stamp(request.response()).putHeader("content-type", "application/json");
            HttpProxy.chunk(request);
            request.response().putHeader("x-request-id", id).end(routes().toBuffer());
        }
    }

    private @Nullable String unready() {
        if (reason != null) {
            return reason;
        }
        if (!routed) {
            return "Route table is not populated yet.";
        }
        return worker && cluster.isWithoutReplicas() ? "No replicas are available yet." : null;
    }

    private JsonObject routes() {
        var routes = new JsonObject();
        cluster.applications().stream()
                .filter(DeployedApplication::isRoutable)
                .forEach(one -> routes.put(one.spec().routePrefix(), one.spec().name()));
        return routes;
    }

    void unready(@Nullable String why) {
        reason = why;
    }

    void onWorker() {
        worker = true;
    }

    void learnRoutesAfter(Duration delay) {
        routed = false;
        proxy.time().after(delay, () -> routed = true);
    }

    /** Whether the proxy knows its routes yet. */
    boolean isRouted() {
        return routed;
    }
}
