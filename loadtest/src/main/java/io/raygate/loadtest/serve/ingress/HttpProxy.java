package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.time.Timeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP proxy process: takes requests, answers Serve's own endpoints, hands the rest to
 * replicas.
 */
public final class HttpProxy {
    private static final Duration BEFORE_FIRST = Duration.ofMinutes(2);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Cluster cluster;
    private final ProxyOptions options;
    private final Map<DeployedApplication, Router> routers = new HashMap<>();
    private final Gate gate = new Gate();
    private final HttpDate date = new HttpDate();
    private final OwnEndpoints own;
    private final KeepAlive keepAlive;
    private final @Nullable FastPath fast;
    private RequestObserver observer = _ -> {};
    private int ongoing;

    public HttpProxy(Cluster cluster, ProxyOptions options) {
        this.cluster = cluster;
        this.options = options;
        this.own = new OwnEndpoints(this, cluster);
        this.fast = options.fastPath() ? new FastPath(cluster.context().identity()) : null;
        this.keepAlive = new KeepAlive(time(), options.keepAlive(), beforeFirst());
    }

    /** Connections of a benchmark are not counted, so none of them may look unused. */
    private Duration beforeFirst() {
        return fast == null ? BEFORE_FIRST : FOR_EVER;
    }

    void opened(HttpConnection connection) {
        keepAlive.opened(connection);
    }

    /** Who counts the requests of this proxy. */
    public void observe(RequestObserver counter) {
        observer = counter;
    }

    /** Takes one request, on the event loop. */
    void handle(HttpServerRequest request) {
        if (fast != null && request.uri().equals(FastPath.PATH)) {
            fast.answer(request);
            return;
        }
        keepAlive.begun(request);
        request.pause();
        gate.run(() -> dispatch(request));
    }

    private void dispatch(HttpServerRequest request) {
        String path = TargetPath.of(request.uri());
        @Nullable DeployedApplication application =
                own.isRouted() ? RouteTable.match(cluster.applications(), path) : null;
        if (request.canUpgradeToWebSocket()) {
            socket(request, path, application);
        } else if (OwnEndpoints.has(path)) {
            request.resume();
            own.answer(request, path);
        } else if (application == null) {
            request.resume();
            send(request, ServeText.notFound(path));
            observer.finished(new FinishedRequest(null, null, request.method().name(), 404, 0, 0));
        } else {
            new HttpExchange(this, request, path, application).begin();
        }
    }

    private void socket(
            HttpServerRequest request, String path, @Nullable DeployedApplication application) {
        if (application == null) {
            SocketExchange.reject(this, request, 500);
        } else {
            new SocketExchange(this, request, path, application).begin();
        }
    }

    private void send(HttpServerRequest request, ServeText text) {
        send(request, text, requestId(request));
    }

    /** Writes an answer of Serve's own and ends the exchange. */
    void send(HttpServerRequest request, ServeText text, String requestId) {
        HttpServerResponse response = stamp(request.response()).setStatusCode(text.status());
        chunk(request);
        response.putHeader("content-type", "text/plain; charset=utf-8");
        if (text.retryAfter() != null) {
            response.putHeader("retry-after", Integer.toString(text.retryAfter()));
        }
        response.putHeader("x-request-id", requestId);
        response.end(text.body());
    }

    /** Chunked framing, which uvicorn sends to HTTP/1.0 too. */
    static void chunk(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            request.response().putHeader("transfer-encoding", "chunked");
        } else {
            request.response().setChunked(true);
        }
    }

    /** The id the caller sent, the first of several, or a new one. */
    String requestId(HttpServerRequest request) {
        @Nullable String given = request.getHeader("x-request-id");
        return given == null ? cluster.context().ids().request() : given;
    }

    /** Puts the fields every answer of uvicorn has. */
    HttpServerResponse stamp(HttpServerResponse response) {
        return response.putHeader("date", date.at(time().now())).putHeader("server", "uvicorn");
    }

    /** This proxy's queue in front of an application. */
    Router router(DeployedApplication application) {
        return routers.computeIfAbsent(application, one -> one.deployment().newRouter());
    }

    void began() {
        ongoing++;
    }

    void ended() {
        ongoing--;
    }

    void finished(FinishedRequest request) {
        observer.finished(request);
    }

    /** Requests and sockets between their head and their end. */
    public int ongoing() {
        return ongoing;
    }

    /** The queues of this proxy, one an application that was asked for. */
    public Map<DeployedApplication, Router> routers() {
        return Map.copyOf(routers);
    }

    /** It runs on a node beside the head, and is not ready while no replica runs anywhere. */
    public HttpProxy onWorker() {
        own.onWorker();
        return this;
    }

    /** It knows no route until the controller's first message, {@code delay} from now. */
    public void learnRoutesAfter(Duration delay) {
        own.learnRoutesAfter(delay);
    }

    /** A text for 503 on {@code /-/*}, or null when this proxy is ready. */
    public void unready(@Nullable String reason) {
        own.unready(reason);
    }

    /** The process is gone: its connections are cut, what waited in its queues is forgotten. */
    void forget() {
        routers.forEach((application, router) -> application.deployment().dropRouter(router));
        routers.clear();
        gate.clear();
        keepAlive.cutAll();
    }

    Gate gate() {
        return gate;
    }

    Timeline time() {
        return cluster.context().time();
    }

    /** Its settings. */
    public ProxyOptions options() {
        return options;
    }
}
