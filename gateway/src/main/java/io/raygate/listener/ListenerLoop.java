package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One event loop's part of a listener. */
final class ListenerLoop extends VerticleBase {
    private final ListenerSettings settings;
    private final ListenerParts parts;
    private final SocketAddress address;
    private @Nullable HttpServer server;

    ListenerLoop(ListenerSettings settings, ListenerParts parts, SocketAddress address) {
        this.settings = settings;
        this.parts = parts;
        this.address = address;
    }

    @Override
    public Future<?> start() {
        var handler = parts.handlers().create();
        var opening = vertx.createHttpServer(options());
        server = opening;
        return opening.requestHandler(
                        request ->
                                handler.handle(
                                        new Exchange(
                                                request, settings.id(), parts.nanos().getAsLong())))
                .listen(address);
    }

    int port() {
        return server == null ? -1 : server.actualPort();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(settings.h2c())
                .setTcpNoDelay(true)
                .setMaxChunkSize(64 * 1024);
    }
}
