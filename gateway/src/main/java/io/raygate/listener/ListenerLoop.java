package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's part of a listener. */
final class ListenerLoop extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerLoop.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final ListenerParts parts;
    private final ListenerSocket socket;
    private final Loop loop;
    private final WireGuard guard;
    private @Nullable HttpServer server;

    /** Where all loops of a listener listen together, and behind what door. */
    record ListenerSocket(SocketAddress address, @Nullable Door door) {}

    ListenerLoop(ListenerSettings settings, ListenerParts parts, ListenerSocket socket) {
        this.parts = parts;
        this.socket = socket;
        this.loop = new Loop(settings, parts);
        this.guard = new WireGuard(loop);
    }

    @Override
    public Future<?> start() {
        var handler = parts.handlers().create();
        var door = socket.door();
        if (door != null) {
            door.guardedBy(guard);
        }
        var options = ServerOptions.of(loop.settings(), door);
        var opening = vertx.createHttpServer(options);
        server = opening;
        vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> loop.deadlines().look());
        Consumer<Exchange> serving = handler::handle;
        return opening.connectionHandler(this::connected)
                .requestHandler(request -> guarded(request, serving))
                .invalidRequestHandler(
                        request -> guarded(request, it -> BrokenRequest.refuse(handler, it)))
                .exceptionHandler(ListenerLoop::failed)
                .listen(socket.address());
    }

    int port() {
        return server == null ? -1 : server.actualPort();
    }

    /** Accepts nothing new and lets connections end with what is in work; any thread. */
    Future<Void> drain(Duration timeout) {
        context.runOnContext(now -> loop.drain());
        return Objects.requireNonNull(server).shutdown(timeout);
    }

    private void connected(HttpConnection connection) {
        if (!guard.guard(connection)) {
            return;
        }
        var protocol = connection.protocolVersion().alpnName();
        loop.opened(protocol);
        connection.exceptionHandler(ListenerLoop::failed);
        guard.whenGone(connection, () -> loop.closed(protocol));
    }

    /** What a client does wrong is no line of the log: it could fill it. */
    private static void failed(Throwable failure) {
        LOG.debug("connection failed", failure);
    }

    /** A request of a connection that was refused, and is closing, is nobody's. */
    private void guarded(HttpServerRequest request, Consumer<Exchange> serving) {
        if (guard.guards(request.connection())) {
            serving.accept(exchange(request));
        }
    }

    private Exchange exchange(HttpServerRequest request) {
        var exchange = new Exchange(request, loop.settings().id(), loop.nanos());
        var turn = guard.turn(request.connection());
        var watch = guard.watch(request.connection());
        if (turn != null) {
            turn.serves(request);
            request.exceptionHandler(failure -> BrokenRequest.answer(request, failure));
        } else if (watch != null) {
            watch.begins();
            exchange.whenSettled(watch::ends);
        }
        return exchange;
    }
}
