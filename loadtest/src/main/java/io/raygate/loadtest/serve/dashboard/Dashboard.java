package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.socket.HttpListener;
import io.raygate.loadtest.serve.socket.Listener;
import io.raygate.loadtest.serve.time.Lagging;
import io.raygate.loadtest.serve.time.Timeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard of the head: an aiohttp server that also takes writes which nobody here should
 * send.
 */
public final class Dashboard {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Timeline time;
    private final Lagging<JsonObject> applications;
    private final HeadPages pages;
    private final TokenMode tokens;
    private Manner manner = new Manner.Normal();
    private boolean controllerSilent;
    private @Nullable String gcsFault;
    private int writes;

    /** {@code token} null is a dashboard open to all, as Ray starts it. */
    public Dashboard(
            Timeline time, ApplicationsView view, HeadPages pages, @Nullable String token) {
        this.time = time;
        this.applications = new Lagging<>(time, view::json);
        this.pages = pages;
        this.tokens = new TokenMode(token);
    }

    /** The port of the dashboard; 0 is any free one. */
    public Listener listener(Vertx vertx, String host, int port) {
        var options = new HttpServerOptions().setHost(host).setPort(port);
        return new HttpListener(vertx, options, server -> server.requestHandler(this::handle));
    }

    private void handle(HttpServerRequest request) {
        switch (manner) {
            case Manner.Normal() -> dispatch(request);
            case Manner.Silent() -> {}
            case Manner.Broken() ->
                    text(request, 500, "500 Internal Server Error\n\nServer got itself in trouble");
            case Manner.Slow(var delay) -> time.after(delay, () -> dispatch(request));
        }
    }

    private void dispatch(HttpServerRequest request) {
        String path = TargetText.path(request);
        switch (path) {
            case "/api/gcs_healthz" -> gcsHealth(request);
            case "/api/authentication_mode" ->
                    json(request, pages.authenticationMode(tokens.isOn()));
            default -> {
                switch (tokens.judge(request)) {
                    case WELCOME -> guarded(request, path);
                    case MISSING ->
                            text(request, 401, "Unauthorized: Missing authentication token");
                    case WRONG -> text(request, 403, "Forbidden: Invalid authentication token");
                }
            }
        }
    }

    private void guarded(HttpServerRequest request, String path) {
        switch (path) {
            case "/api/serve/applications/" -> serve(request);
            case "/api/version" -> json(request, pages.version());
            case "/nodes" -> json(request, pages.nodes());
            case "/api/prometheus/sd" -> send(request, 200, pages.discovery().encode());
            default -> text(request, 404, "404: Not Found");
        }
    }

    private void serve(HttpServerRequest request) {
        if (controllerSilent || gcsFault != null) {
            return;
        }
        if (request.method().equals(HttpMethod.GET)) {
            json(request, applications.get());
        } else {
            writes++;
            request.response().setStatusCode(200).end();
        }
    }

    private void gcsHealth(HttpServerRequest request) {
        stamp(request).putHeader("content-type", "application/text");
        if (gcsFault != null) {
            request.response().setStatusCode(503);
        }
        request.response().end(gcsFault == null ? "success" : gcsFault);
    }

    private void json(HttpServerRequest request, JsonObject body) {
        send(request, 200, body.encode());
    }

    private void send(HttpServerRequest request, int status, String body) {
        stamp(request).putHeader("content-type", "application/json; charset=utf-8");
        request.response().setStatusCode(status).end(body);
    }

    private void text(HttpServerRequest request, int status, String body) {
        stamp(request).putHeader("content-type", TEXT).setStatusCode(status).end(body);
    }

    private static HttpServerResponse stamp(HttpServerRequest request) {
        return request.response().putHeader("server", "Python/3.11 aiohttp/3.14.5");
    }

    /** How it treats its callers from now on. */
    public void behave(Manner now) {
        manner = now;
    }

    /** Whether the controller behind it answers. */
    public void controllerSilent(boolean silent) {
        controllerSilent = silent;
    }

    /** Why the GCS is not well, or null: the reason {@code /api/gcs_healthz} gives. */
    public void gcsFault(@Nullable String reason) {
        gcsFault = reason;
    }

    /** The view of the applications, to make it old. */
    public Lagging<JsonObject> applications() {
        return applications;
    }

    /** PUT and DELETE requests that reached the controller. */
    public int writes() {
        return writes;
    }
}
