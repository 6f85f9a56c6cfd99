package io.raygate.testing;

import io.raygate.exchange.Exchange;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.Connections;
import io.raygate.listener.ExchangeHandler;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.PublicListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A real listener on loopback with one event loop and no pipeline behind it. */
public final class ListenerUnderTest implements AutoCloseable {
    private final Vertx vertx;
    private final Connections connections = new Connections(ConnectionCaps.DEFAULT);
    private final SeenConnections seen = new SeenConnections();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final PublicListener listener;

    private ListenerUnderTest(
            ListenerSettings settings, Consumer<Exchange> handler, LongSupplier nanos) {
        vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        ExchangeHandler noting =
                exchange -> {
                    requests.add(exchange.request().method() + " " + exchange.request().uri());
                    handler.accept(exchange);
                };
        var parts =
                new ListenerParts(() -> noting, connections, seen, nanos, InstantSource.system());
        listener = await(PublicListener.open(vertx, settings, parts, 1));
    }

    public static ListenerUnderTest open(ListenerSettings settings, Consumer<Exchange> handler) {
        return open(settings, handler, System::nanoTime);
    }

    /** With a clock of the test's own for deadlines. */
    public static ListenerUnderTest open(
            ListenerSettings settings, Consumer<Exchange> handler, LongSupplier nanos) {
        return new ListenerUnderTest(settings, handler, nanos);
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Plain, with every default, echoing bodies. */
    public static ListenerUnderTest plain() {
        return open(ListenerSettings.plain("test", "127.0.0.1", 0), ListenerUnderTest::echo);
    }

    /** Answers with method, target and body once the body is there. */
    public static void echo(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        request.body()
                .compose(
                        body ->
                                request.response()
                                        .end(request.method() + " " + request.uri() + "|" + body))
                .onComplete(done -> exchange.settled());
    }

    public PublicListener listener() {
        return listener;
    }

    public int port() {
        return listener.port();
    }

    public RawSocket connect() throws java.io.IOException {
        return RawSocket.connect(port());
    }

    public Connections connections() {
        return connections;
    }

    /** What the connection observer heard. */
    public SeenConnections seen() {
        return seen;
    }

    /** Method and target of each request that reached the handler. */
    public List<String> requests() {
        return requests;
    }

    /**
     * Waits until the event loop has ended the turn that it is in: whatever was seen to happen, the
     * deadlines that come of it are armed.
     */
    public void awaitTurn() {
        Promise<Void> turn = Promise.promise();
        vertx.runOnContext(now -> turn.complete());
        await(turn.future());
    }

    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(listener.close());
        await(vertx.close().<Void>mapEmpty());
    }
}
