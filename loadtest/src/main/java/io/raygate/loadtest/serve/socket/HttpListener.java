package io.raygate.loadtest.serve.socket;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port that speaks HTTP. */
public final class HttpListener implements Listener {
    private final Vertx vertx;
    private final HttpServerOptions options;
    private final Consumer<HttpServer> handlers;
    private @Nullable HttpServer server;
    private Future<Void> closed = Future.succeededFuture();

    /** {@code handlers} gives each new server what it does. */
    public HttpListener(Vertx vertx, HttpServerOptions options, Consumer<HttpServer> handlers) {
        this.vertx = vertx;
        this.options = options;
        this.handlers = handlers;
    }

    @Override
    public Future<Void> listen() {
        return closed.compose(_ -> bind());
    }

    private Future<Void> bind() {
        HttpServer opened = vertx.createHttpServer(options);
        handlers.accept(opened);
        return opened.listen().onSuccess(this::remember).mapEmpty();
    }

    private void remember(HttpServer bound) {
        server = bound;
        options.setPort(bound.actualPort());
    }

    @Override
    public Future<Void> close() {
        HttpServer closing = server;
        server = null;
        if (closing != null) {
            closed = closing.close();
        }
        return closed;
    }

    @Override
    public int port() {
        return options.getPort();
    }
}
