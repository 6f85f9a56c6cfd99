package io.raygate.observe;

import io.raygate.exchange.Challenge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * The port for probes and scrapes: GET and HEAD on three paths, no secrets (S-93). Whether the
 * process lives and is ready is told to anyone; metrics and details may ask for a token.
 */
public final class OpsListener {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Telemetry telemetry;
    private final Readiness readiness;
    private final Access access;
    private final HttpServer server;

    /** Who may see more than the state. */
    public interface Access {
        /** Whether one who brings these values of Authorization may. */
        boolean isGranted(List<String> authorization);
    }

    public OpsListener(Vertx vertx, Telemetry telemetry, Readiness readiness, Access access) {
        this.telemetry = telemetry;
        this.readiness = readiness;
        this.access = access;
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHttp2ClearTextEnabled(false)
                                        .setMaxInitialLineLength(1024)
                                        .setMaxHeaderSize(8192)
                                        .setIdleTimeout(60))
                        .requestHandler(this::handle);
    }

    /** The bound port, once it listens; fails where the address is taken. */
    public Future<Integer> listen(String host, int port) {
        return server.listen(port, host).map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            answer(request.response().putHeader("allow", "GET, HEAD"), 405, PLAIN, "");
            return;
        }
        switch (request.path() == null ? "" : request.path()) {
            case "/livez" -> answer(request.response(), 200, PLAIN, "ok\n");
            case "/readyz" -> ready(request);
            case "/metrics" -> metrics(request);
            default -> answer(request.response(), 404, PLAIN, "");
        }
    }

    private void metrics(HttpServerRequest request) {
        if (isGranted(request)) {
            answer(request.response(), 200, Telemetry.CONTENT_TYPE, telemetry.scrape());
        } else {
            challenge(request);
        }
    }

    /** Details are shown where they are asked for, and unasked while something is wrong. */
    private void ready(HttpServerRequest request) {
        boolean ready = readiness.isReady();
        boolean asked = request.query() != null && request.query().contains("verbose");
        boolean granted = (asked || !ready) && isGranted(request);
        if (asked && !granted) {
            challenge(request);
            return;
        }
        String state = ready ? "ok\n" : "not ready\n";
        answer(request.response(), ready ? 200 : 503, PLAIN, granted ? readiness.verbose() : state);
    }

    private boolean isGranted(HttpServerRequest request) {
        return access.isGranted(request.headers().getAll(HttpHeaders.AUTHORIZATION));
    }

    private static void challenge(HttpServerRequest request) {
        boolean tried = request.headers().contains(HttpHeaders.AUTHORIZATION);
        answer(
                request.response()
                        .putHeader(
                                "www-authenticate",
                                tried ? Challenge.INVALID_TOKEN : Challenge.BEARER),
                401,
                PLAIN,
                "");
    }

    private static void answer(HttpServerResponse response, int status, String type, String body) {
        response.setStatusCode(status)
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(body);
    }
}
