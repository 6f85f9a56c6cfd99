package io.raygate.conformance;

import static io.raygate.testing.RawHttp2.CONTINUATION;
import static io.raygate.testing.RawHttp2.DATA;
import static io.raygate.testing.RawHttp2.END_HEADERS;
import static io.raygate.testing.RawHttp2.END_STREAM;
import static io.raygate.testing.RawHttp2.GOAWAY;
import static io.raygate.testing.RawHttp2.HEADERS;
import static io.raygate.testing.RawHttp2.PING;
import static io.raygate.testing.RawHttp2.RST_STREAM;
import static io.raygate.testing.RawHttp2.SETTINGS;
import static io.raygate.testing.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Exchange;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.TlsListener;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floods, stalls, silence and age of HTTP/2 connections: S-19 to S-21, S-79. */
class Http2GuardIT {
    private static final int NO_ERROR = 0;
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final int CALM = 11;

    private final ManualClock clock = new ManualClock();
    private final Queue<Exchange> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private ListenerUnderTest listener;

    @BeforeEach
    void open(@TempDir Path folder) {
        listener = TlsListener.open(folder, this::handle, clock);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    /** S-20: more than 100 of a kind in one second. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PING, 6, 0, 0, 8",
        "answers to PING, 6, 1, 0, 8",
        "SETTINGS, 4, 0, 0, 0",
        "answers to SETTINGS, 4, 1, 0, 0",
        "GOAWAY, 7, 0, 0, 8",
        "PRIORITY, 2, 0, 3, 5",
        "WINDOW_UPDATE, 8, 0, 0, 4",
        "WINDOW_UPDATE of a stream, 8, 0, 1, 4",
        "unknown frames, 66, 0, 0, 0",
        "unknown frames on a stream, 66, 0, 1, 0",
    })
    void endsAFlood(String name, int type, int flags, int stream, int length) throws Exception {
        var payload = new byte[length];
        if (length > 3) {
            payload[3] = 1;
        }
        try (var client = connect().get(1, "/wait")) {
            await().until(() -> !waiting.isEmpty());
            client.flood(5_000, type, flags, stream, payload);
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
        assertThat(listener.seen().goAways()).containsExactly("enhance_your_calm");
        await().until(() -> gone.contains("/wait"));
    }

    /** S-20: the codec drops them where the stream is over, and they are counted all the same. */
    @ParameterizedTest
    @CsvSource({"WINDOW_UPDATE, 8, 4", "RST_STREAM, 3, 4", "PRIORITY, 2, 5", "unknown, 66, 0"})
    void endsAFloodOnAStreamThatIsOver(String name, int type, int length) throws Exception {
        var payload = new byte[length];
        if (length > 3) {
            payload[3] = 1;
        }
        try (var client = connect().get(1, "/x")) {
            client.await(frame -> frame.stream() == 1 && frame.isEnd());
            client.flood(5_000, type, 0, 1, payload);
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
        assertThat(listener.seen().goAways()).containsExactly("enhance_your_calm");
    }

    /** S-20. */
    @Test
    void endsAFloodOfEmptyData() throws Exception {
        try (var client = connect().post(1, "/wait")) {
            client.flood(5_000, DATA, 0, 1);
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
    }

    /** S-20: a hundred are nobody's flood, and neither are as many in the next second. */
    @ParameterizedTest
    @CsvSource({"6, 8", "66, 0"})
    void bearsAHundredInASecond(int type, int length) throws Exception {
        try (var client = connect()) {
            for (int second = 0; second < 3; second++) {
                client.flood(100, type, 0, 0, new byte[length]);
                client.get(second * 2 + 1, "/x");
                int stream = second * 2 + 1;
                client.await(frame -> frame.stream() == stream && frame.isEnd());
                clock.advance(Duration.ofMillis(1_001));
            }
        }
        assertThat(listener.seen().goAways()).isEmpty();
    }

    /** S-20: whoever gets many DATA frames may widen as often. */
    @Test
    void bearsAWindowUpdateForEachDataFrame() throws Exception {
        try (var client = connect().get(1, "/pieces")) {
            int pieces = 0;
            for (var frame = client.read(); ; frame = client.read()) {
                if (frame.type() == DATA && frame.stream() == 1) {
                    pieces++;
                    client.frame(WINDOW_UPDATE, 0, 0, RawHttp2.number(10));
                    if (frame.isEnd()) {
                        break;
                    }
                    client.frame(WINDOW_UPDATE, 0, 1, RawHttp2.number(10));
                }
            }
            assertThat(pieces).isGreaterThan(500);
            client.get(3, "/x").await(frame -> frame.stream() == 3 && frame.isEnd());
        }
        assertThat(listener.seen().goAways()).isEmpty();
    }

    /** S-20: in count, empty ones too, and in bytes. */
    @ParameterizedTest
    @CsvSource({"0, 50", "1, 50", "16000, 10"})
    void endsAFloodOfContinuations(int length, int count) throws Exception {
        try (var client = connect()) {
            client.frame(HEADERS, END_STREAM, 1, client.head(1, "GET", "/x"));
            client.flood(count, CONTINUATION, 0, 1, new byte[length]);
            client.awaitGoAway();
        }
        assertThat(listener.requests()).isEmpty();
    }

    /** S-19: rapid reset. */
    @Test
    void endsAFloodOfResets() throws Exception {
        try (var client = connect()) {
            var frames = new ByteArrayOutputStream();
            for (int stream = 1; stream < 1201; stream += 2) {
                var head = client.head(stream, "GET", "/wait");
                frames.write(RawHttp2.bytes(HEADERS, END_HEADERS | END_STREAM, stream, head));
                var cancel = RawHttp2.number(CANCEL);
                frames.write(RawHttp2.bytes(RST_STREAM, 0, stream, cancel));
            }
            client.flood(frames.toByteArray());
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
        await().until(() -> listener.seen().goAways().contains("enhance_your_calm"));
        assertThat(listener.requests()).hasSizeLessThanOrEqualTo(200);
    }

    /** S-19: resets that the client provokes from us count alike. */
    @Test
    void endsAFloodOfProvokedResets() throws Exception {
        try (var client = connect()) {
            var frames = new ByteArrayOutputStream();
            for (int stream = 1; stream < 601; stream += 2) {
                var head = client.head(stream, "POST", "/wait");
                frames.write(RawHttp2.bytes(HEADERS, END_HEADERS, stream, head));
                frames.write(RawHttp2.bytes(WINDOW_UPDATE, 0, stream, RawHttp2.number(0)));
            }
            client.flood(frames.toByteArray());
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
        await().until(() -> listener.seen().goAways().contains("enhance_your_calm"));
    }

    /** S-19: over the stream maximum. */
    @Test
    void refusesStreamsOverTheMaximum() throws Exception {
        try (var client = connect()) {
            for (int stream = 1; stream < 241; stream += 2) {
                client.get(stream, "/wait");
            }
            for (int refused = 0; refused < 20; refused++) {
                assertThat(client.await(RST_STREAM).error()).isEqualTo(REFUSED_STREAM);
            }
        }
        assertThat(listener.requests()).hasSize(100);
    }

    /** S-19: a stream that the client gave up counts until nobody works on it any more. */
    @Test
    void countsAStreamUntilItsUpstreamWorkHasEnded() throws Exception {
        try (var client = connect()) {
            for (int stream = 1; stream < 301; stream += 2) {
                client.get(stream, "/wait").frame(RST_STREAM, 0, stream, RawHttp2.number(CANCEL));
            }
            client.frame(PING, 0, 0, new byte[8]).await(PING);
            assertThat(listener.requests()).hasSize(100);
            listener.vertx().runOnContext(now -> waiting.forEach(Exchange::settled));
            await().until(
                            () -> {
                                client.get(nextStream(), "/x");
                                return client.await(
                                                        frame ->
                                                                frame.stream() > 300
                                                                        && frame.type()
                                                                                != WINDOW_UPDATE)
                                                .type()
                                        == HEADERS;
                            });
        }
    }

    private int lastStream = 301;

    private int nextStream() {
        lastStream += 2;
        return lastStream;
    }

    /** S-21. */
    @Test
    void resetsAStreamThatIsNotRead() throws Exception {
        try (var client = connect(4, 1000)) {
            client.get(1, "/large").await(frame -> frame.type() == DATA);
            advanceUntil(
                    () -> {
                        client.frame(PING, RawHttp2.ACK, 0, new byte[8]);
                        return listener.seen().timeouts().contains("client_write");
                    });
            var reset = client.await(RST_STREAM);
            assertThat(reset.stream()).isEqualTo(1);
            assertThat(reset.error()).isEqualTo(CANCEL);
            client.get(3, "/x").await(frame -> frame.stream() == 3 && frame.isEnd());
        }
        assertThat(gone).contains("/large");
    }

    /** S-21: progress, however slow, is progress. */
    @Test
    void bearsAStreamThatIsReadSlowly() throws Exception {
        try (var client = connect(4, 1000)) {
            client.get(1, "/large").await(frame -> frame.type() == DATA);
            for (int minute = 0; minute < 5; minute++) {
                client.frame(WINDOW_UPDATE, 0, 1, RawHttp2.number(100));
                client.await(frame -> frame.type() == DATA);
                client.frame(PING, RawHttp2.ACK, 0, new byte[8]);
                for (int step = 0; step < 5; step++) {
                    clock.advance(Duration.ofSeconds(5));
                    await().pollDelay(Duration.ofMillis(250)).until(() -> true);
                }
            }
        }
        assertThat(listener.seen().timeouts()).isEmpty();
    }

    /** S-21. */
    @Test
    void endsAPeerWithATinyHeaderList() throws Exception {
        try (var client = connect(6, 4095)) {
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
        try (var client = connect()) {
            client.frame(SETTINGS, 0, 0, new byte[] {0, 6, 0, 0, 1, 0});
            assertThat(client.awaitGoAway()).isEqualTo(CALM);
        }
    }

    @Test
    void endsAnIdleConnection() throws Exception {
        try (var client = connect()) {
            advanceUntil(() -> listener.seen().timeouts().contains("http2_idle"));
            assertThat(client.awaitGoAway()).isEqualTo(NO_ERROR);
        }
    }

    /** A connection with streams is asked, and ended if it does not answer. */
    @Test
    void endsAPeerThatDoesNotAnswer() throws Exception {
        try (var client = connect().get(1, "/wait")) {
            await().until(() -> !waiting.isEmpty());
            advanceUntil(() -> listener.seen().timeouts().contains("http2_ping"));
            client.await(frame -> frame.type() == PING && frame.flags() == 0);
            client.awaitGoAway();
        }
        await().until(() -> gone.contains("/wait"));
    }

    /** Age: at first nothing is turned away, then for good, and what is in work ends. */
    @Test
    void leavesAnOldConnectionInTwoSteps() throws Exception {
        try (var client = connect().get(1, "/wait")) {
            await().until(() -> !waiting.isEmpty());
            clock.advance(Duration.ofMinutes(61));
            var warning = client.await(GOAWAY);
            assertThat(warning.error()).isEqualTo(NO_ERROR);
            assertThat(warning.lastStream()).isEqualTo(Integer.MAX_VALUE);
            client.get(3, "/x").await(frame -> frame.stream() == 3 && frame.isEnd());
            clock.advance(Duration.ofMillis(1_001));
            assertThat(client.await(GOAWAY).lastStream()).isEqualTo(3);
            var exchange = waiting.remove();
            listener.vertx().runOnContext(now -> exchange.request().response().end("late"));
            client.await(frame -> frame.stream() == 1 && frame.isEnd());
            client.awaitEnd();
        }
    }

    private void advanceUntil(Callable<Boolean> reached) {
        await().until(
                        () -> {
                            clock.advance(Duration.ofSeconds(5));
                            return reached.call();
                        });
    }

    private RawHttp2 connect(int... settings) throws IOException {
        var client = RawHttp2.connect(listener.port()).begin(settings);
        client.await(frame -> frame.type() == SETTINGS && frame.flags() == 0);
        client.frame(SETTINGS, RawHttp2.ACK, 0);
        return client;
    }

    private void handle(Exchange exchange) {
        var request = exchange.request();
        var response = request.response();
        response.closeHandler(closed -> gone.add(request.uri()));
        response.exceptionHandler(failure -> {});
        request.exceptionHandler(failure -> {});
        switch (request.uri()) {
            case "/wait" -> waiting.add(exchange);
            case "/large" -> response.end("x".repeat(1_000_000));
            case "/pieces" -> pieces(exchange, 600);
            default -> ListenerUnderTest.echo(exchange);
        }
    }

    private static void pieces(Exchange exchange, int left) {
        var response = exchange.request().response();
        if (left == 0) {
            response.end().onComplete(done -> exchange.settled());
        } else {
            response.write(Buffer.buffer("0123456789")).onSuccess(w -> pieces(exchange, left - 1));
        }
    }
}
