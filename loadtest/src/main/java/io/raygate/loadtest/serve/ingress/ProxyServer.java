package io.raygate.loadtest.serve.ingress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The socket of one HTTP proxy: HTTP/1.1 only, and it can go and come back on the same port. */
public final class ProxyServer {
    private static final int MAX_TARGET = 64 * 1024;
    private static final int MAX_HEADER = 16 * 1024 * 1024;
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpProxy proxy;
    private final HttpServerOptions options;
    private @Nullable HttpServer server;
    private int port;

    public ProxyServer(Vertx vertx, HttpProxy proxy, int port) {
        this.vertx = vertx;
        this.proxy = proxy;
        this.port = port;
        this.options =
                new HttpServerOptions()
                        .setHost(proxy.options().host())
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(MAX_TARGET)
                        .setMaxHeaderSize(MAX_HEADER)
                        .setMaxChunkSize(64 * 1024)
                        .setWebSocketSubProtocols(List.of("*"))
                        .setMaxWebSocketFrameSize(MAX_MESSAGE)
                        .setMaxWebSocketMessageSize(MAX_MESSAGE);
    }

    /** Binds the port, the same one each time after the first. */
    public Future<Void> listen() {
        HttpServer opened = vertx.createHttpServer(options.setPort(port));
        opened.requestHandler(proxy::handle);
        opened.invalidRequestHandler(this::refuse);
        return opened.listen()
                .onSuccess(
                        bound -> {
                            server = bound;
                            port = bound.actualPort();
                        })
                .mapEmpty();
    }

    private void refuse(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(400);
        response.putHeader("content-type", "text/plain; charset=utf-8");
        response.putHeader("connection", "close");
        response.end("Invalid HTTP request received.")
                .onComplete(_ -> request.connection().close());
    }

    /** Frees the port and cuts every connection. */
    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    public int port() {
        return port;
    }
}
