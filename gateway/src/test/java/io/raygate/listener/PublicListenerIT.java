package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener accepts on one port with every event loop. */
class PublicListenerIT {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void servesOneFreePortWithAHandlerOnEveryLoop() throws Exception {
        var listener = await(open("test", 0));
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + listener.port() + "/x");
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("test");
        }
        assertThat(threads).hasSize(2);
    }

    @Test
    void twoListenersWithAnyPortGetPortsOfTheirOwn() throws Exception {
        var one = await(open("one", 0));
        var other = await(open("other", 0));
        assertThat(one.port()).isNotEqualTo(other.port());
    }

    @Test
    void aUsedPortFails() throws Exception {
        var listener = await(open("one", 0));
        var settings = ListenerSettings.plain("two", "127.0.0.1", listener.port());
        var second = Vertx.vertx();
        try {
            assertThatThrownBy(() -> await(PublicListener.open(second, settings, parts(), 2)))
                    .hasRootCauseInstanceOf(java.net.BindException.class);
        } finally {
            await(second.close());
        }
    }

    private Future<PublicListener> open(String id, int port) {
        return PublicListener.open(
                vertx, ListenerSettings.plain(id, "127.0.0.1", port), parts(), 2);
    }

    private ListenerParts parts() {
        ExchangeHandler.Factory factory =
                () -> {
                    threads.add(Thread.currentThread());
                    return exchange -> exchange.request().response().end(exchange.listener());
                };
        return new ListenerParts(
                factory,
                new Connections(ConnectionCaps.DEFAULT),
                ConnectionObserver.NONE,
                System::nanoTime,
                InstantSource.system());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
