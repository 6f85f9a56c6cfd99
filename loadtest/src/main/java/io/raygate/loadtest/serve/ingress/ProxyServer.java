package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.socket.HttpListener;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * The socket of an HTTP proxy, with uvicorn's limits: HTTP/1.1 only, huge heads, 64 KiB of target.
 */
public final class ProxyServer {
    private static final int MAX_TARGET = 64 * 1024;
    private static final int MAX_HEADER = 16 * 1024 * 1024;
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private ProxyServer() {}

    /** The port of {@code proxy}; 0 is any free one. */
    public static Listener of(Vertx vertx, HttpProxy proxy, int port) {
        var options =
                new HttpServerOptions()
                        .setHost(proxy.options().host())
                        .setPort(port)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(MAX_TARGET)
                        .setMaxHeaderSize(MAX_HEADER)
                        .setMaxChunkSize(64 * 1024)
                        .setWebSocketSubProtocols(List.of("*"))
                        .setMaxWebSocketFrameSize(MAX_MESSAGE)
                        .setMaxWebSocketMessageSize(MAX_MESSAGE);
        return new HttpListener(vertx, options, server -> equip(server, proxy));
    }

    private static void equip(HttpServer server, HttpProxy proxy) {
        server.connectionHandler(
                connection -> {
                    harden(connection);
                    proxy.opened(connection);
                });
        server.requestHandler(proxy::handle);
        server.invalidRequestHandler(ProxyServer::refuse);
    }

    /** Vert.x has no option for its decoder, so it is replaced before the first byte is read. */
    private static void harden(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .replace("httpDecoder", "httpDecoder", new UvicornDecoder(MAX_TARGET, MAX_HEADER));
    }

    private static void refuse(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(400);
        response.putHeader("content-type", "text/plain; charset=utf-8");
        response.putHeader("connection", "close");
        response.end("Invalid HTTP request received.")
                .onComplete(_ -> request.connection().close());
    }
}
