package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that are read before they are sent, where something goes wrong meanwhile. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HeldBodiesIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String LARGE = "{\"input\":\"" + "0123456789".repeat(30_000) + "\"}";

    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;
    private Vertx vertx;
    private HttpServer http2;

    @BeforeEach
    void start() throws Exception {
        upstream =
                FaultyUpstream.start(
                        conversation -> {
                            while (conversation.readRequest()) {
                                if (conversation.heads().getLast().contains("/again")
                                        && conversation.heads().size() == 2) {
                                    return;
                                }
                                conversation.send(OK);
                            }
                        });
        vertx = Vertx.vertx();
        http2 =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.body()
                                                .onSuccess(
                                                        body ->
                                                                request.response()
                                                                        .end(
                                                                                request.version()
                                                                                        + " "
                                                                                        + body
                                                                                                .length())))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
        gateway = GatewayUnderTest.start(yaml());
    }

    private String yaml() {
        return """
            drain: {delay: 0s, timeout: 300ms}
            clusters:
              one: {endpoints: [http://127.0.0.1:%d], health: off}
              half: {endpoints: [http://127.0.0.1:%d, http://127.0.0.1:%d], health: off, eject: off}
              two: {endpoints: [http://127.0.0.1:%d], protocol: h2c, health: off}
            routes:
              chat: {match: {path: /v1}, auth: [apiKeys], tenants: all, openai: true, sizes: {body: 20MiB}, split: {weights: {one: 1}}}
              half: {match: {path: /half}, auth: none, openai: true, split: {weights: {half: 1}}}
              two: {match: {path: /two}, auth: none, openai: true, split: {weights: {two: 1}}}
              slow: {match: {path: /slow}, auth: none, openai: true, timeouts: {bodyIdle: 200ms}, split: {weights: {one: 1}}}
            """
                .formatted(
                        upstream.port(),
                        FaultyUpstream.closedPort(),
                        upstream.port(),
                        http2.actualPort());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        upstream.close();
        vertx.close();
    }

    private HttpResponse<String> post(String path, String body) {
        return gateway.send(
                gateway.anonymous(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private RawSocket sending(String path, String fields) throws IOException {
        return RawSocket.connect(gateway.port())
                .lines(
                        "POST "
                                + path
                                + " HTTP/1.1~Host: a~Authorization: Bearer "
                                + gateway.key()
                                + "~"
                                + fields
                                + "~~");
    }

    /** S-85: nothing of it was sent before, and all of it is at hand. */
    @Test
    void itGoesToAnotherEndpointWhereOneCannotBeReached() {
        for (int i = 0; i < 2; i++) {
            assertThat(post("/half/v1/embeddings", LARGE).body()).isEqualTo("ok");
        }
        assertThat(upstream.bodies()).hasSize(2).containsOnly(LARGE);
    }

    /** S-84, S-85: what is small is kept until an answer comes. */
    @Test
    void aSmallOneIsSentAgainWhereAReusedConnectionHasEnded() {
        gateway.reconfigure(
                yaml().replace(
                                "openai: true, split: {weights: {half",
                                "openai: true, retry: {idempotencyKey: true}, split: {weights: {one"));
        assertThat(post("/half/again", "{}").body()).isEqualTo("ok");
        HttpRequest.Builder again =
                gateway.anonymous("/half/again")
                        .header("Idempotency-Key", "k")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"stream\": false}"));
        assertThat(gateway.send(again).body()).isEqualTo("ok");
        assertThat(upstream.bodies())
                .containsExactly("{}", "{\"stream\": false}", "{\"stream\": false}");
        assertThat(gateway.logLine("raygate.retries").getInteger("raygate.retries")).isEqualTo(1);
    }

    @Test
    void itGoesOverHttp2() {
        assertThat(post("/two/v1/embeddings", LARGE).body())
                .isEqualTo(HttpVersion.HTTP_2 + " " + LARGE.length());
        assertThat(post("/two/v1/embeddings", "{}").body()).isEqualTo(HttpVersion.HTTP_2 + " 2");
    }

    @Test
    void aClientThatLeavesMeanwhileCostsNothing() throws IOException {
        sending("/v1/embeddings", "Content-Length: 50").send("{\"a\":").reset();
        awaitHeld(0);
        assertThat(gateway.logLine("client_gone").getInteger("http.response.status_code"))
                .isEqualTo(499);
        assertThat(upstream.heads()).isEmpty();
        assertThat(
                        gateway.metric(
                                "raygate_rejections_total{code=\"malformed_request\",route=\"chat\"}"))
                .isZero();
    }

    /** S-80. */
    @Test
    void aClientThatStopsIsNotWaitedFor() throws IOException {
        try (RawSocket client = sending("/slow/v1/embeddings", "Content-Length: 50")) {
            client.send("{\"a\":");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ").contains("client_too_slow");
        }
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void aBodyThatIsCutIsNotSent() throws IOException {
        try (RawSocket client = sending("/v1/embeddings", "Transfer-Encoding: chunked")) {
            client.lines("2~{}~zz~");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(upstream.heads()).isEmpty();
    }

    /** S-69: others have room too; what it takes is there again when it is on its way. */
    @Test
    void oneTenantHoldsNoMoreThanItsShare() throws IOException {
        byte[] half =
                ("{\"input\":\"" + "x".repeat(9 << 20))
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (RawSocket first = sending("/v1/embeddings", "Content-Length: " + (half.length + 2))) {
            first.send(half);
            awaitHeld(half.length);
            try (RawSocket second =
                    sending("/v1/embeddings", "Content-Length: " + (half.length + 2))) {
                second.send(half);
                String refused = second.readAnswer();
                assertThat(refused)
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("x-raygate-code: gateway_overloaded")
                        .containsIgnoringCase("retry-after: 1");
            }
            first.send("\"}");
            assertThat(first.readAnswer()).endsWith("ok");
        }
        awaitHeld(0);
        try (RawSocket third = sending("/v1/embeddings", "Content-Length: " + (half.length + 2))) {
            third.send(half).send("\"}");
            assertThat(third.readAnswer()).endsWith("ok");
        }
    }

    private void awaitHeld(int bytes) {
        await().until(() -> gateway.metric("raygate_bodies_held_bytes") == bytes);
    }

    /** S-99: it is not waited for where the gateway ends. */
    @Test
    void anEndingGatewayRefusesWhatItHolds() throws Exception {
        try (RawSocket client = sending("/v1/embeddings", "Content-Length: 50")) {
            client.send("{\"a\":");
            await().until(() -> gateway.gateway().openRequests() == 1);
            Thread draining = Thread.ofVirtual().start(gateway.gateway()::drain);
            assertThat(client.readUntilGone()).startsWith("HTTP/1.1 503 ").contains("draining");
            draining.join();
        }
    }
}
