package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Exchange;
import io.raygate.listener.Drain;
import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.TlsListener;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orderly end (S-99). */
class DrainIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** A little more than a connection may take for a request that was under way. */
    private static final Duration FAREWELL = Duration.ofMillis(1001);

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock();
    private final Queue<Exchange> waiting = new ConcurrentLinkedQueue<>();
    private ListenerUnderTest listener =
            ListenerUnderTest.open(
                    ListenerSettings.plain("plain", "127.0.0.1", 0), this::handle, clock);

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void acceptsWhileTheDelayLasts() throws Exception {
        var ended = drain(LONG, LONG).begin(Future::succeededFuture);
        try (var socket = listener.connect()) {
            socket.lines("GET /x HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).endsWith("GET /x|").doesNotContain("close");
        }
        assertThat(ended.isComplete()).isFalse();
    }

    /** What is in work ends with its answer, which says that the connection ends. */
    @Test
    void finishesWhatIsInWork() throws Exception {
        try (var busy = listener.connect();
                var idle = listener.connect()) {
            busy.lines("GET /wait HTTP/1.1~Host: a~~GET /behind HTTP/1.1~Host: a~~");
            idle.lines("GET /x HTTP/1.1~Host: a~~");
            idle.readAnswer();
            await().until(() -> !waiting.isEmpty());
            var ended = drain(SHORT, LONG).begin(Future::succeededFuture);
            await().until(
                            () -> {
                                clock.advance(FAREWELL);
                                return listener.seen().open() == 1;
                            });
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(ended.isComplete()).isFalse();
            answer();
            assertThat(busy.readToEnd())
                    .containsIgnoringCase("connection: close")
                    .endsWith("late")
                    .doesNotContain("behind");
            busy.endOutput();
            ListenerUnderTest.await(ended);
        }
    }

    /** A request that is under way when the drain begins is still served, as the last one. */
    @Test
    void servesALastRequestOnAnIdleConnection() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /x HTTP/1.1~Host: a~~");
            socket.readAnswer();
            var ended = drain(Duration.ZERO, LONG).begin(Future::succeededFuture);
            await().until(this::isClosed);
            socket.lines("GET /last HTTP/1.1~Host: a~~");
            assertThat(socket.readToEnd())
                    .containsIgnoringCase("connection: close")
                    .endsWith("GET /last|");
            ListenerUnderTest.await(ended);
        }
    }

    /** HTTP/2: GOAWAY, at first for nothing, then for new streams; open ones go on. */
    @Test
    void finishesStreams() throws Exception {
        listener.close();
        listener = ListenerUnderTest.open(TlsListener.settings(folder), this::handle, clock);
        try (var client = RawHttp2.connect(listener.port()).begin().get(1, "/wait")) {
            await().until(() -> !waiting.isEmpty());
            var ended = drain(SHORT, LONG).begin(Future::succeededFuture);
            assertThat(client.await(RawHttp2.GOAWAY).lastStream()).isEqualTo(Integer.MAX_VALUE);
            client.get(3, "/under-way").await(frame -> frame.stream() == 3 && frame.isEnd());
            clock.advance(FAREWELL);
            assertThat(client.await(RawHttp2.GOAWAY).lastStream()).isEqualTo(3);
            answer();
            client.await(frame -> frame.stream() == 1 && frame.isEnd());
            client.awaitEnd();
            ListenerUnderTest.await(ended);
        }
    }

    /** After the timeout the rest is cut off, visibly, with last words before. */
    @Test
    void cutsOffWhatDoesNotEnd() throws Exception {
        var said = new AtomicBoolean();
        try (var socket = listener.connect()) {
            socket.lines("GET /begun HTTP/1.1~Host: a~~");
            socket.readThrough("begun\r\n");
            var ended =
                    drain(SHORT, SHORT)
                            .begin(
                                    () -> {
                                        said.set(true);
                                        return Future.succeededFuture();
                                    });
            assertThat(socket.readToEnd()).as("no last chunk").isEmpty();
            ListenerUnderTest.await(ended);
        }
        assertThat(said).isTrue();
        await().until(() -> listener.connections().open() == 0);
    }

    private boolean isClosed() {
        try {
            listener.connect().close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private Drain drain(Duration delay, Duration timeout) {
        return new Drain(
                listener.vertx(), List.of(listener.listener()), new Drain.Times(delay, timeout));
    }

    private void handle(Exchange exchange) {
        var response = exchange.request().response();
        switch (exchange.request().uri()) {
            case "/wait" -> waiting.add(exchange);
            case "/begun" -> response.setChunked(true).write("begun");
            default -> ListenerUnderTest.echo(exchange);
        }
    }

    private void answer() {
        var exchange = waiting.remove();
        listener.vertx()
                .runOnContext(
                        now ->
                                exchange.request()
                                        .response()
                                        .end("late")
                                        .onComplete(done -> exchange.settled()));
    }
}
