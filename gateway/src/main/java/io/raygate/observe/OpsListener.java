package io.raygate.observe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The port for probes and scrapes: GET and HEAD on three paths, nothing that needs guarding (S-93).
 */
public final class OpsListener {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Telemetry telemetry;
    private final Readiness readiness;
    private final HttpServer server;

    public OpsListener(Vertx vertx, Telemetry telemetry, Readiness readiness) {
        this.telemetry = telemetry;
        this.readiness = readiness;
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
            case "/metrics" ->
                    answer(request.response(), 200, Telemetry.CONTENT_TYPE, telemetry.scrape());
            default -> answer(request.response(), 404, PLAIN, "");
        }
    }

    private void ready(HttpServerRequest request) {
        boolean ready = readiness.isReady();
        boolean verbose =
                !ready || (request.query() != null && request.query().contains("verbose"));
        answer(
                request.response(),
                ready ? 200 : 503,
                PLAIN,
                verbose ? readiness.verbose() : "ok\n");
    }

    private static void answer(HttpServerResponse response, int status, String type, String body) {
        response.setStatusCode(status)
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(body);
    }
}
