package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's part of a listener. */
final class ListenerLoop extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerLoop.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final ListenerParts parts;
    private final SocketAddress address;
    private final Loop loop;
    private final WireGuard guard;
    private @Nullable HttpServer server;

    ListenerLoop(ListenerSettings settings, ListenerParts parts, SocketAddress address) {
        this.parts = parts;
        this.address = address;
        this.loop = new Loop(settings, parts);
        this.guard = new WireGuard(loop);
    }

    @Override
    public Future<?> start() {
        var handler = parts.handlers().create();
        var opening = vertx.createHttpServer(options());
        server = opening;
        vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> loop.deadlines().look());
        return opening.connectionHandler(this::connected)
                .requestHandler(request -> handler.handle(exchange(request)))
                .invalidRequestHandler(request -> FaultAnswer.write(exchange(request)))
                .exceptionHandler(failure -> LOG.debug("connection failed", failure))
                .listen(address);
    }

    int port() {
        return server == null ? -1 : server.actualPort();
    }

    private void connected(HttpConnection connection) {
        var protocol = connection.protocolVersion().alpnName();
        guard.guard(connection);
        loop.opened(protocol);
        connection.closeHandler(
                closed -> {
                    guard.gone(connection);
                    loop.closed(protocol);
                });
    }

    private Exchange exchange(HttpServerRequest request) {
        var turn = guard.turn(request.connection());
        if (turn != null) {
            turn.serves(request);
        }
        var exchange = new Exchange(request, loop.settings().id(), loop.nanos());
        request.exceptionHandler(failure -> FaultAnswer.broken(exchange, failure));
        return exchange;
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(loop.settings().h2c())
                .setTcpNoDelay(true)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxChunkSize(64 * 1024);
    }
}
