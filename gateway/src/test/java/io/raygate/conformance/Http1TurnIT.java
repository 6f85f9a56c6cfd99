package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Exchange;
import io.raygate.listener.ConnectionLimits;
import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection, many exchanges: order, unread bodies, ends and timeouts of HTTP/1. */
class Http1TurnIT {
    private final ManualClock clock = new ManualClock();
    private final ConcurrentLinkedQueue<Exchange> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private ListenerUnderTest listener = open(settings(ConnectionLimits.DEFAULT));

    @AfterEach
    void close() {
        listener.close();
    }

    /** S-11: the second is not handed over before the first is answered. */
    @Test
    void handsOverOneRequestAtATime() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /wait/1 HTTP/1.1~Host: a~~GET /2 HTTP/1.1~Host: a~~");
            await().until(() -> !waiting.isEmpty());
            assertThat(listener.requests()).containsExactly("GET /wait/1");
            answer("first");
            assertThat(socket.readAnswer()).endsWith("first");
            assertThat(socket.readAnswer()).endsWith("GET /2|");
        }
    }

    /** S-82: the end of the client is seen although requests are queued behind the one in work. */
    @Test
    void seesTheClientsEndBehindPipelinedRequests() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /wait/1 HTTP/1.1~Host: a~~");
            await().until(() -> !waiting.isEmpty());
            socket.lines("GET /2 HTTP/1.1~Host: a~~".repeat(500)).endOutput();
            await().until(() -> gone.contains("/wait/1"));
        }
        assertThat(listener.requests()).containsExactly("GET /wait/1");
    }

    /** S-82. */
    @Test
    void seesAReset() throws Exception {
        var socket = listener.connect();
        socket.lines("GET /wait/1 HTTP/1.1~Host: a~~");
        await().until(() -> !waiting.isEmpty());
        socket.reset();
        await().until(() -> gone.contains("/wait/1"));
        await().until(() -> listener.seen().open() == 0);
    }

    /** S-11: a flood behind a waiting request is not read without bound. */
    @Test
    void doesNotReadFarAhead() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /wait/1 HTTP/1.1~Host: a~~");
            await().until(() -> !waiting.isEmpty());
            var flood = Thread.ofVirtual().start(() -> floodUntilClosed(socket));
            assertThat(flood.join(Duration.ofSeconds(2))).as("the flood is stopped").isFalse();
            socket.reset();
            flood.join();
        }
    }

    private static void floodUntilClosed(io.raygate.testing.RawSocket socket) {
        var requests = "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10_000);
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.send(requests);
            }
        } catch (java.io.IOException expected) {
            return;
        }
    }

    /** S-12. */
    @Test
    void aSmallUnreadBodyIsDrainedAndTheConnectionGoesOn() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("POST /refuse HTTP/1.1~Host: a~Content-Length: 60000~~");
            assertThat(socket.readAnswer())
                    .doesNotContainIgnoringCase("connection:")
                    .endsWith("no");
            socket.lines("GET /smuggled HTTP/1.1~Host: a~~".repeat(2));
            socket.send("x".repeat(60000 - 70) + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(socket.readAnswer()).endsWith("GET /2|");
        }
        assertThat(listener.requests()).containsExactly("POST /refuse", "GET /2");
    }

    /** S-12: the same when the body came with the head, in chunks, and while reading was paused. */
    @Test
    void anUnreadBodyThatIsThereAlreadyIsDrained() throws Exception {
        try (var socket = listener.connect()) {
            for (int round = 0; round < 3; round++) {
                socket.lines(
                        "POST /refuse HTTP/1.1~Host: a~Transfer-Encoding: chunked~~"
                                + ("5\r\nhello\r\n".repeat(500) + "0\r\n\r\n"));
                assertThat(socket.readAnswer()).endsWith("no");
            }
            socket.lines("GET /2 HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).endsWith("GET /2|");
        }
    }

    /** S-12, S-80. */
    @Test
    void aLargeUnreadBodyEndsTheConnectionBehindTheAnswer() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("POST /refuse HTTP/1.1~Host: a~Content-Length: 70000~~");
            socket.send("x".repeat(1000));
            var answer = socket.readToEnd();
            assertThat(answer).containsIgnoringCase("connection: close").endsWith("no");
        }
        await().until(() -> listener.seen().open() == 0);
    }

    /** S-12, S-80: the same for a body whose length is not known. */
    @Test
    void aLargeUnreadBodyInChunksEndsTheConnection() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("POST /refuse HTTP/1.1~Host: a~Transfer-Encoding: chunked~~");
            assertThat(socket.readAnswer()).endsWith("no");
            socket.lines(("4000~" + "x".repeat(0x4000) + "~").repeat(5));
            assertThat(socket.readUntilGone()).isEmpty();
        }
    }

    /** S-12: at most five seconds. */
    @Test
    void anUnreadBodyThatDoesNotComeEndsTheConnection() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("POST /refuse HTTP/1.1~Host: a~Content-Length: 10~~abc");
            assertThat(socket.readAnswer()).endsWith("no");
            pass(Duration.ofMillis(5001));
            assertThat(socket.readToEnd()).isEmpty();
        }
        assertThat(listener.seen().timeouts()).containsExactly("linger");
    }

    /** S-13: a body that was not asked for may come or not, so nothing may follow it. */
    @Test
    void aRefusalInsteadOf100EndsTheConnection() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("POST /refuse HTTP/1.1~Host: a~Content-Length: 10~Expect: 100-continue~~");
            assertThat(socket.readToEnd()).containsIgnoringCase("connection: close").endsWith("no");
        }
    }

    /** S-13. */
    @Test
    void goesOnAfter100() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines(
                    "POST /continue HTTP/1.1~Host: a~Content-Length: 3~Expect: 100-continue~~");
            assertThat(socket.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            socket.send("abc");
            assertThat(socket.readAnswer()).endsWith("POST /continue|abc");
            socket.lines("GET /2 HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).endsWith("GET /2|");
        }
    }

    /** S-14: what comes early behind an upgrade is kept and passed on raw. */
    @Test
    void bytesBehindAnUpgradeWaitForIt() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines(
                    "GET /upgrade HTTP/1.1~Host: a~Connection: Upgrade~Upgrade: websocket~~early\n");
            assertThat(socket.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            assertThat(socket.readThrough("\n")).isEqualTo("early\n");
            assertThat(socket.send("late\n").readThrough("\n")).isEqualTo("late\n");
            pass(Duration.ofHours(2));
            assertThat(socket.send("later\n").readThrough("\n")).isEqualTo("later\n");
        }
    }

    /** S-79: from the accept. */
    @Test
    void aSilentConnectionEnds() throws Exception {
        try (var socket = listener.connect()) {
            await().until(() -> listener.seen().open() == 1);
            pass(Duration.ofMillis(10_001));
            assertThat(socket.readToEnd()).isEmpty();
        }
        assertThat(listener.seen().timeouts()).containsExactly("head");
    }

    /** S-79: however steadily it drips. */
    @Test
    void aDrippingHeadEnds() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET / HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).endsWith("GET /|");
            pass(Duration.ofSeconds(40));
            for (int i = 0; i < 8; i++) {
                socket.send("GET / HT".substring(i, i + 1));
                clock.advance(Duration.ofSeconds(1));
            }
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            assertThat(listener.seen().timeouts()).isEmpty();
            await().until(
                            () -> {
                                clock.advance(Duration.ofSeconds(1));
                                return !listener.seen().timeouts().isEmpty();
                            });
            assertThat(socket.readToEnd()).startsWith("HTTP/1.1 408 ").contains("client_too_slow");
        }
        assertThat(listener.seen().timeouts()).containsExactly("head");
    }

    @Test
    void anIdleConnectionEnds() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET / HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).endsWith("GET /|");
            pass(Duration.ofMillis(75_001));
            assertThat(socket.readToEnd()).isEmpty();
        }
        assertThat(listener.seen().timeouts()).containsExactly("keep_alive");
    }

    /** An exchange in work is not idle. */
    @Test
    void aLongExchangeIsNotIdle() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /wait/1 HTTP/1.1~Host: a~~");
            await().until(() -> !waiting.isEmpty());
            pass(Duration.ofMinutes(30));
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            answer("late");
            assertThat(socket.readAnswer()).endsWith("late");
        }
    }

    /** A peer that asks and asks and never reads: an answer that cannot leave ends in time. */
    @Test
    void aClientThatDoesNotReadEnds() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET /large HTTP/1.1~Host: a~~");
            await().until(
                            () -> {
                                clock.advance(Duration.ofSeconds(10));
                                return listener.seen().timeouts().contains("client_write");
                            });
            await().until(() -> listener.seen().open() == 0);
        }
    }

    @Test
    void closesAfterTheMostRequests() throws Exception {
        reopen(new ConnectionLimits(Duration.ofHours(1), 2));
        try (var socket = listener.connect()) {
            socket.lines("GET /1 HTTP/1.1~Host: a~~".repeat(3));
            assertThat(socket.readAnswer()).doesNotContainIgnoringCase("connection: close");
            assertThat(socket.readToEnd()).containsIgnoringCase("connection: close");
        }
        assertThat(listener.requests()).hasSize(2);
    }

    @Test
    void closesAfterTheMostTime() throws Exception {
        reopen(new ConnectionLimits(Duration.ofSeconds(60), 100));
        try (var socket = listener.connect()) {
            socket.lines("GET /1 HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).doesNotContainIgnoringCase("connection: close");
            pass(Duration.ofSeconds(61));
            socket.lines("GET /1 HTTP/1.1~Host: a~~");
            assertThat(socket.readToEnd()).containsIgnoringCase("connection: close");
        }
    }

    private void handle(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        var path = request.uri();
        request.response().closeHandler(closed -> gone.add(path));
        if (path.startsWith("/wait")) {
            waiting.add(exchange);
        } else if (path.equals("/refuse")) {
            request.pause();
            request.response().setStatusCode(401).end("no");
        } else if (path.equals("/continue")) {
            request.response().writeContinue().onSuccess(sent -> ListenerUnderTest.echo(exchange));
        } else if (path.equals("/upgrade")) {
            request.response().putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
            request.toNetSocket().onSuccess(raw -> raw.handler(raw::write));
        } else if (path.equals("/large")) {
            request.response().end("x".repeat(30_000_000));
        } else {
            ListenerUnderTest.echo(exchange);
        }
    }

    /** Time passes for deadlines that were armed by what the test has seen. */
    private void pass(Duration time) {
        listener.awaitTurn();
        clock.advance(time);
    }

    private void answer(String body) {
        var response = waiting.remove().request().response();
        listener.vertx().runOnContext(now -> response.end(body));
    }

    private void reopen(ConnectionLimits limits) {
        listener.close();
        listener = open(settings(limits));
    }

    private ListenerUnderTest open(ListenerSettings settings) {
        return ListenerUnderTest.open(settings, this::handle, clock);
    }

    private static ListenerSettings settings(ConnectionLimits limits) {
        return ListenerSettings.plain("test", "127.0.0.1", 0).with(limits);
    }
}
