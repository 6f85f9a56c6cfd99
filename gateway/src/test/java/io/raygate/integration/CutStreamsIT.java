package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a stream that has used up its limit while it runs: {@code onExhausted}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CutStreamsIT {
    private static final int PIECES = 100;
    private static final String PIECE =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    /** Six tokens. */
    private static final String QUESTION =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"content\":\"12345678\"}]%s}";

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Vertx vertx = Vertx.vertx();
    private FaultyUpstream upstream;
    private HttpServer upstreamOfHttp2;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        upstream = FaultyUpstream.start(this::serve);
        upstreamOfHttp2 =
                vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1").await();
        gateway =
                GatewayUnderTest.start(
                        yaml(),
                        "{http: {address: \"127.0.0.1:0\"}, two: {address: \"127.0.0.1:0\", h2c: true}}");
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        upstream.close();
        vertx.close().await();
    }

    private String yaml() {
        String yaml =
                """
                prices: {m: {currency: EUR, input: 0, output: 1000000}}
                limits:
                  cut: {quota: {tokens: 60/day}, onExhausted: cut}
                  pace: {tokens: {output: {rate: 20/day}}, onExhausted: cut}
                  money: {spend: {amount: 30, currency: EUR, per: day}, onExhausted: cut}
                  time: {quota: {gpuSeconds: 1/day}, onExhausted: cut}
                  finish: {quota: {tokens: 60/day}, onExhausted: finish}
                  shadow: {quota: {tokens: 60/day}, shadow: true, onExhausted: cut}
                clusters:
                  one: {endpoints: [http://127.0.0.1:%d], gpus: 10000, health: off}
                  two: {endpoints: [http://127.0.0.1:%d], protocol: h2c, health: off}
                routes:
                """
                        .formatted(upstream.port(), upstreamOfHttp2.actualPort());
        StringBuilder routes = new StringBuilder(yaml);
        for (String id : new String[] {"cut", "pace", "money", "time", "finish", "shadow"}) {
            routes.append(
                    """
                      %s: {match: {path: /%s}, auth: [apiKeys], tenants: all, openai: true, limits: %s, split: {weights: {one: 1}}}
                    """
                            .formatted(id, id, id));
        }
        return routes.append(
                        """
                          http2: {match: {path: /http2}, auth: [apiKeys], tenants: all, openai: true, limits: cut, split: {weights: {two: 1}}}
                        """)
                .toString();
    }

    /** Tells no usage and, where it is asked to, does not end. */
    private void serve(Conversation conversation) throws Exception {
        while (conversation.readRequest()) {
            conversation.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < PIECES; i++) {
                conversation.send(chunk(PIECE));
            }
            if (conversation.bodies().getLast().contains("endless")) {
                awaitGone(conversation);
                cancelled.countDown();
                return;
            }
            conversation.send(chunk(DONE) + "0\r\n\r\n");
        }
    }

    /** A peer that closes with something unread resets. */
    private static void awaitGone(Conversation conversation) throws IOException {
        try {
            conversation.awaitGone();
        } catch (SocketException reset) {
            assertThat(conversation.isClosed()).isFalse();
        }
    }

    /** Over HTTP/2, and never to its end. */
    private void serve(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.exceptionHandler(gone -> cancelled.countDown());
        response.closeHandler(gone -> cancelled.countDown());
        response.putHeader("Content-Type", "text/event-stream");
        response.write(PIECE.repeat(PIECES));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private HttpResponse<String> ask(String route, String more) {
        return gateway.send(
                gateway.request("/" + route + "/v1/chat/completions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(QUESTION.formatted(more))));
    }

    private static String last(String message, String type, String code) {
        return "data: {\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}\n\n"
                        .formatted(message, type, code)
                + DONE;
    }

    @Test
    void whatFitsPassesThenTheStreamSaysWhyItEnds() throws InterruptedException {
        HttpResponse<String> answer = ask("cut", ",\"max_tokens\":10,\"user\":\"endless\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        PIECE.repeat(54)
                                + last(
                                        "The quota of this period is used up: limit route-tokens-day",
                                        "insufficient_quota",
                                        "insufficient_quota"));
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        JsonObject line = gateway.logLine("\"cut\"");
        assertThat(line.getString("raygate.outcome")).isEqualTo("cut");
        assertThat(line.getString("raygate.code")).isEqualTo("quota_exceeded");
        assertThat(line.getString("raygate.reason")).contains("limits cut of the route");
        assertThat(line.getInteger("http.response.status_code")).isEqualTo(200);
        assertThat(line.getInteger("gen_ai.usage.input_tokens")).isEqualTo(6);
        assertThat(line.getInteger("gen_ai.usage.output_tokens")).isEqualTo(54);
        gateway.awaitSettled();
        assertThat(gateway.metric("raygate_limit_decisions_total{limit=\"cut\",result=\"cut\"}"))
                .isEqualTo(1);
        String tokens = "{limit=\"cut\",measure=\"tokens\"}";
        assertThat(gateway.metric("raygate_limit_reserved_total" + tokens)).isEqualTo(16);
        assertThat(gateway.metric("raygate_limit_settled_total" + tokens)).isEqualTo(60);
        assertThat(
                        gateway.metric(
                                "raygate_rejections_total{code=\"quota_exceeded\",route=\"cut\"}"))
                .isZero();
        assertThat(ask("cut", "").statusCode()).isEqualTo(429);
    }

    @Test
    void theConnectionGoesOnBehindIt() throws IOException {
        String body = QUESTION.formatted(",\"user\":\"endless\"");
        String request =
                "POST /cut/v1/chat/completions HTTP/1.1~Host: a~Authorization: Bearer %s~Content-Length: %d~~%s"
                        .formatted(gateway.key(), body.length(), body);
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(request);
            assertThat(client.readThrough("\r\n0\r\n\r\n")).contains("insufficient_quota", DONE);
            client.lines(request);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 429 ");
        }
    }

    /** Both sides: the client's stream ends as a complete one, the upstream's is reset. */
    @Test
    void overHttp2ItIsTheSame() throws InterruptedException {
        HttpClientAgent client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false));
        RequestOptions options =
                new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(gateway.port("two"))
                        .setMethod(HttpMethod.POST)
                        .setURI("/http2/v1/chat/completions")
                        .addHeader("authorization", "Bearer " + gateway.key());

        String body =
                client.request(options)
                        .compose(request -> request.send(QUESTION.formatted("")))
                        .compose(HttpClientResponse::body)
                        .await()
                        .toString();

        assertThat(body).startsWith(PIECE.repeat(54) + "data: {\"error\"").endsWith(DONE);
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.logLine("/http2").getString("raygate.outcome")).isEqualTo("cut");
    }

    @Test
    void aLimitAtAPaceCutsToo() {
        assertThat(ask("pace", "").body())
                .isEqualTo(
                        PIECE.repeat(20)
                                + last(
                                        "Too many requests: limit route-output-tokens",
                                        "tokens",
                                        "rate_limit_exceeded"));
    }

    @Test
    void moneyCutsToo() {
        assertThat(ask("money", "").body())
                .startsWith(PIECE.repeat(30) + "data: {\"error\"")
                .contains("limit route-spend-day");
    }

    /** Ten thousand GPUs use up a second of one in a tenth of a millisecond. */
    @Test
    void timeAtTheGpuCutsToo() {
        assertThat(ask("time", "").body())
                .contains("data: {\"error\"", "limit route-gpu-seconds-day")
                .endsWith(DONE);
    }

    @Test
    void aStreamIsFinishedUnlessTheLimitSaysOtherwise() {
        for (String route : new String[] {"finish", "shadow"}) {
            assertThat(ask(route, "").body()).isEqualTo(PIECE.repeat(PIECES) + DONE);
            assertThat(gateway.logLine("/" + route).getString("raygate.outcome")).isEqualTo("ok");
        }
        assertThat(ask("finish", "").statusCode()).isEqualTo(429);
        assertThat(ask("shadow", "").statusCode()).isEqualTo(200);
    }
}
