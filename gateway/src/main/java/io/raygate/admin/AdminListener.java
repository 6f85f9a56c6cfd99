package io.raygate.admin;

import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET on {@code /v1/config} and {@code /v1/status}. It listens on loopback only, and a
 * request whose Host is not a known name is refused, so that no web page can reach it through a
 * name of its own (S-88).
 */
public final class AdminListener {
    private final Supplier<Compiled> inForce;
    private final HttpServer server;

    /**
     * Makes a listener that does not listen yet.
     *
     * @param inForce the configuration that serves now
     */
    public AdminListener(Vertx vertx, Supplier<Compiled> inForce) {
        this.inForce = inForce;
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setHttp2ClearTextEnabled(false)
                                        .setMaxInitialLineLength(2048)
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
        if (request.headers().getAll(HttpHeaders.HOST).size() != 1
                || !isKnownHost(request.authority())) {
            refuse(request, 421, "misdirected_request", "This Host is not in admin.hosts");
        } else if (!request.method().equals(HttpMethod.GET)
                && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("allow", "GET, HEAD");
            refuse(request, 405, "method_not_allowed", "Nothing can be changed here");
        } else {
            switch (request.path() == null ? "" : request.path()) {
                case "/v1/config" -> answer(request, inForce.get().loaded().effective().toJson());
                case "/v1/status" ->
                        answer(request, Status.of(inForce.get().snapshot()).encodePrettily());
                default ->
                        refuse(
                                request,
                                404,
                                "not_found",
                                "Nothing is here: see /v1/config and /v1/status");
            }
        }
    }

    private boolean isKnownHost(@Nullable HostAndPort host) {
        return host != null
                && inForce.get()
                        .loaded()
                        .config()
                        .admin()
                        .hosts()
                        .contains(host.host().toLowerCase(Locale.ROOT));
    }

    private static void answer(HttpServerRequest request, String json) {
        request.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(json);
    }

    private static void refuse(HttpServerRequest request, int status, String code, String title) {
        JsonObject problem =
                new JsonObject().put("title", title).put("status", status).put("code", code);
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(problem.encode());
    }
}
