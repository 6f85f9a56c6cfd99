package io.raygate.loadtest.serve.socket;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/** A port that speaks something else. */
public final class NetListener implements Listener {
    private final Vertx vertx;
    private final NetServerOptions options;
    private final Handler<NetSocket> handler;
    private @Nullable NetServer server;
    private Future<Void> closed = Future.succeededFuture();

    public NetListener(Vertx vertx, NetServerOptions options, Handler<NetSocket> handler) {
        this.vertx = vertx;
        this.options = options;
        this.handler = handler;
    }

    @Override
    public Future<Void> listen() {
        return closed.compose(_ -> bind());
    }

    private Future<Void> bind() {
        return vertx.createNetServer(options)
                .connectHandler(handler)
                .listen()
                .onSuccess(this::remember)
                .mapEmpty();
    }

    private void remember(NetServer bound) {
        server = bound;
        options.setPort(bound.actualPort());
    }

    @Override
    public Future<Void> close() {
        NetServer closing = server;
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
