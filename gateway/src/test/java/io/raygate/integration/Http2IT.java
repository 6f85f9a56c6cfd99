package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 callers onto an HTTP/1.1 upstream. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class Http2IT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final SimulatedServe SERVE =
            SimulatedServe.start(VERTX, ServeOptions.named("stable", "v1")).await();
    private static final GatewayUnderTest GATEWAY =
            GatewayUnderTest.start(
                    """
                    clusters: {stable: {endpoints: [http://127.0.0.1:%d]}}
                    routes:
                      echo: {match: {path: /echo}, auth: [apiKeys], tenants: all, split: {weights: {stable: 1}}}
                      held: {match: {path: /echo/held}, auth: [apiKeys], tenants: all, openai: true, split: {weights: {stable: 1}}}
                    """
                            .formatted(SERVE.httpPort()),
                    "{http: {address: \"127.0.0.1:0\", h2c: true}}");
    private static final HttpClientAgent CLIENT =
            VERTX.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));

    @AfterAll
    static void end() {
        GATEWAY.close();
        VERTX.close().await();
    }

    private static RequestOptions options(String path) {
        return new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(GATEWAY.port())
                .setMethod(HttpMethod.POST)
                .setURI(path)
                .addHeader("authorization", "Bearer " + GATEWAY.key());
    }

    @Test
    void aCompleteAnswerIsNoClientThatLeft() {
        Buffer body =
                CLIENT.request(options("/echo/two"))
                        .compose(request -> request.send(Buffer.buffer("x".repeat(100_000))))
                        .compose(HttpClientResponse::body)
                        .await();
        assertThat(body.toJsonObject().getInteger("body_bytes")).isEqualTo(100_000);
        JsonObject line = GATEWAY.logLine("/echo/two");
        assertThat(line.getString("raygate.outcome")).isEqualTo("ok");
        assertThat(line.getInteger("http.response.status_code")).isEqualTo(200);
        assertThat(line.getString("network.protocol.version")).isEqualTo("2");
    }

    /** The body has been read to its end before the request is sent on. */
    @Test
    void aBodyThatIsReadForItsModelArrivesToo() {
        Buffer body =
                CLIENT.request(options("/echo/held"))
                        .compose(request -> request.send(Buffer.buffer("{\"model\":\"m\"}")))
                        .compose(HttpClientResponse::body)
                        .await();
        assertThat(body.toJsonObject().getInteger("body_bytes")).isEqualTo(13);
        assertThat(GATEWAY.logLine("/echo/held").getString("gen_ai.request.model")).isEqualTo("m");
    }

    @Test
    void manyStreamsOfOneConnectionAreAllAnswered() {
        for (int i = 0; i < 200; i++) {
            int status =
                    CLIENT.request(options("/echo/many?i=" + i))
                            .compose(request -> request.send("y"))
                            .compose(response -> response.end().map(done -> response.statusCode()))
                            .await();
            assertThat(status).isEqualTo(200);
        }
    }

    /** S-02, S-14: by our own decoder, and without an upgrade. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-a: b | 200 OK",
                "Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~HTTP2-Settings: | 200 OK",
                "x-a: b~ folded: c | 400 Bad Request"
            })
    void speaksHttp1BesideClearTextHttp2(String fields, String status) throws Exception {
        String head =
                "GET /echo HTTP/1.1~Host: a~Connection: close~Authorization: Bearer %s~%s~~"
                        .formatted(GATEWAY.key(), fields)
                        .replace("~", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
        }
    }
}
