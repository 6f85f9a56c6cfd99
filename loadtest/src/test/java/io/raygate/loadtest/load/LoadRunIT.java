package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoadRunIT {
    private static final int ARRIVALS = 40;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger seen = new AtomicInteger();
    private final Set<String> credentials = ConcurrentHashMap.newKeySet();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private int port;

    @BeforeEach
    void serve() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        server.webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage));
        port =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        seen.incrementAndGet();
        credentials.add("" + request.getHeader("authorization"));
        sources.add(request.remoteAddress().host());
        versions.add(request.version().name() + " " + request.method());
        switch ("" + request.path()) {
            case "/events" ->
                    request.response()
                            .setChunked(true)
                            .end(Buffer.buffer("data: 1\n\ndata: 2\n\ndata: 3\n\n"));
            case "/silent" -> request.pause();
            case "/refused" -> request.response().setStatusCode(401).end();
            default -> request.response().end("fine");
        }
    }

    private static Plan.Bounds bounds(int connections, int open, Duration grace) {
        return new Plan.Bounds(connections, 3, open, 2, grace, false);
    }

    private Plan plan(String url, Mode mode, Plan.Content content, Plan.Bounds bounds) {
        Schedule schedule = new Schedule(400, Duration.ZERO, Duration.ofMillis(100));
        Target target = Target.of(URI.create(url.replace("PORT", "" + port)), false);
        return new Plan(target, schedule, mode, content, bounds);
    }

    private static Plan.Content content(Protocol protocol, String body) {
        return new Plan.Content(
                protocol,
                body.isEmpty() ? "GET" : "POST",
                body,
                Map.of(),
                List.of("a.b.AAAA"),
                false);
    }

    private JsonObject run(String url, Mode mode) throws InterruptedException {
        Plan.Bounds bounds = bounds(8, 1_000, Duration.ofSeconds(60));
        return LoadRun.run(plan(url, mode, content(Protocol.HTTP1, "text"), bounds), line -> {})
                .json();
    }

    private static long count(JsonObject report, String histogram) {
        return report.getJsonObject(histogram).getLong("count");
    }

    @Test
    void sendsExactlyTheArrivalsOfTheScheduleOverAllLoops() throws InterruptedException {
        JsonObject report = run("http://127.0.0.1:PORT/", Mode.REQUEST);

        assertThat(seen).hasValue(ARRIVALS);
        assertThat(report.getJsonObject("statuses"))
                .isEqualTo(new JsonObject().put("200", ARRIVALS));
        assertThat(report.getInteger("failed") + report.getInteger("unfinished")).isZero();
        assertThat(count(report, "latency")).isEqualTo(ARRIVALS);
        assertThat(credentials).containsExactly("Bearer a.b.AAAA");
        assertThat(versions).containsExactly("HTTP_1_1 " + HttpMethod.POST);
    }

    @Test
    void speaksHttp2WithPriorKnowledge() throws InterruptedException {
        Plan.Bounds bounds = bounds(2, 1_000, Duration.ofSeconds(60));
        Plan plan =
                plan("http://127.0.0.1:PORT/", Mode.REQUEST, content(Protocol.HTTP2, ""), bounds);

        Report report = LoadRun.run(plan, line -> {});

        assertThat(report.json().getInteger("answered")).isEqualTo(ARRIVALS);
        assertThat(versions).containsExactly("HTTP_2 " + HttpMethod.GET);
    }

    @Test
    void timesEachEventOfAStream() throws InterruptedException {
        JsonObject report = run("http://127.0.0.1:PORT/events", Mode.EVENTS);

        assertThat(report.getInteger("events")).isEqualTo(3 * ARRIVALS);
        assertThat(count(report, "eventGap")).isEqualTo(2 * ARRIVALS);
        assertThat(count(report, "firstByte")).isEqualTo(ARRIVALS);
    }

    @Test
    void sendsWebSocketMessagesAndWaitsForTheirEcho() throws InterruptedException {
        JsonObject report = run("ws://127.0.0.1:PORT/echo", Mode.WEBSOCKET);

        assertThat(report.getJsonObject("statuses"))
                .isEqualTo(new JsonObject().put("200", ARRIVALS));
    }

    @Test
    void opensAsManyIdleConnectionsAsWantedFromSeveralAddresses() throws InterruptedException {
        JsonObject report = run("http://127.0.0.1:PORT/", Mode.IDLE);

        assertThat(report.getInteger("answered")).isEqualTo(8);
        assertThat(report.getInteger("closedEarly")).isZero();
        assertThat(sources).hasSize(4).allMatch(source -> source.startsWith("127."));
    }

    @Test
    void countsRefusalsByStatus() throws InterruptedException {
        JsonObject report = run("http://127.0.0.1:PORT/refused", Mode.REQUEST);

        assertThat(report.getInteger("notOk")).isEqualTo(ARRIVALS);
        assertThat(report.getJsonObject("statuses").getInteger("401")).isEqualTo(ARRIVALS);
    }

    @Test
    void endsInTimeWhenNothingIsAnsweredAndSaysWhatIsOpenAndWhatWasNotStarted()
            throws InterruptedException {
        Plan.Bounds bounds = bounds(8, 6, Duration.ofMillis(50));
        Plan plan =
                plan(
                        "http://127.0.0.1:PORT/silent",
                        Mode.REQUEST,
                        content(Protocol.HTTP1, "x"),
                        bounds);

        Report report = LoadRun.run(plan, line -> {});

        assertThat(report.hasAnswers()).isFalse();
        assertThat(report.json().getInteger("unfinished")).isEqualTo(6);
        assertThat(report.json().getInteger("notStarted")).isEqualTo(ARRIVALS - 6);
        assertThat(report.text()).contains("unfinished 6");
    }

    @Test
    void countsConnectionsThatFail() throws InterruptedException {
        close();

        JsonObject report = run("http://127.0.0.1:PORT/", Mode.REQUEST);

        assertThat(report.getInteger("failed")).isEqualTo(ARRIVALS);
        assertThat(report.getJsonObject("failures").size()).isPositive();
    }
}
