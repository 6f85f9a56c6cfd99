package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC through to the simulated Ray's gRPC proxy (S-109, S-110). */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GrpcForwardIT {
    private static final String GREETER = "/ray.serve.UserDefinedService/";
    private static final Vertx VERTX = Vertx.vertx();
    private static final SimulatedServe SERVE =
            SimulatedServe.start(VERTX, ServeOptions.named("stable", "v1")).await();
    private static final GatewayUnderTest GATEWAY =
            GatewayUnderTest.start(
                    """
                    clusters:
                      rpc: {endpoints: ["http://127.0.0.1:%d"], protocol: h2c}
                    routes:
                      greeter: {match: {path: /ray.serve.UserDefinedService, headers: {x-to: greeter}}, auth: [apiKeys], tenants: all, grpc: true, application: greeter, split: {weights: {rpc: 1}}}
                      nobody: {match: {path: /ray.serve.UserDefinedService, headers: {x-to: nobody}}, auth: [apiKeys], tenants: all, grpc: true, application: nobody, split: {weights: {rpc: 1}}}
                      broken: {match: {path: /ray.serve.UserDefinedService, headers: {x-to: broken}}, auth: [apiKeys], tenants: all, grpc: true, application: echo, split: {weights: {rpc: 1}}}
                      exposed: {match: {path: /ray.serve.UserDefinedService, headers: {x-to: exposed}}, auth: [apiKeys], tenants: all, grpc: true, application: echo, exposeUpstreamErrors: true, split: {weights: {rpc: 1}}}
                    """
                            .formatted(SERVE.grpcPort()),
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

    /** What a call came to; the status stands in the head of an answer without messages. */
    private record Answer(int http, MultiMap head, Buffer body, MultiMap trailers) {

        String status() {
            String behind = trailers.get("grpc-status");
            return String.valueOf(behind == null ? head.get("grpc-status") : behind);
        }

        String message() {
            String behind = trailers.get("grpc-message");
            return String.valueOf(behind == null ? head.get("grpc-message") : behind);
        }
    }

    private static RequestOptions options(String method, String to, String key) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(GATEWAY.port())
                .setURI(GREETER + method)
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .putHeader("x-to", to)
                .putHeader("application", "echo")
                .putHeader("authorization", "Bearer " + key);
    }

    private static Answer call(String method, String to, String key, Buffer message) {
        return CLIENT.request(options(method, to, key))
                .compose(request -> request.send(message))
                .compose(
                        response ->
                                response.body()
                                        .map(
                                                body ->
                                                        new Answer(
                                                                response.statusCode(),
                                                                response.headers(),
                                                                body,
                                                                response.trailers())))
                .await();
    }

    /** A UserDefinedMessage in its frame: field 1 the name, field 3 the number. */
    private static Buffer ask(String name, int number) {
        Buffer message =
                Buffer.buffer()
                        .appendByte((byte) 0x0a)
                        .appendByte((byte) name.length())
                        .appendString(name)
                        .appendByte((byte) 0x18)
                        .appendByte((byte) number);
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(message.length())
                .appendBuffer(message);
    }

    private static String text(Answer answer) {
        return answer.body().toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void carriesACallAndItsTrailersWhateverApplicationTheCallerNames() {
        Answer answer = call("__call__", "greeter", GATEWAY.key(), ask("ann", 0));
        assertThat(text(answer)).contains("hello ann from stable/v1");
        assertThat(answer.status()).isEqualTo("0");
    }

    @Test
    void carriesAStream() {
        Answer answer = call("Streaming", "greeter", GATEWAY.key(), ask("ann", 3));
        assertThat(text(answer)).contains("hello ann 0", "hello ann 1", "hello ann 2");
        assertThat(answer.status()).isEqualTo("0");
    }

    @Test
    void passesAnAnswerOfTrailersAlone() {
        Answer answer = call("__call__", "nobody", GATEWAY.key(), ask("ann", 0));
        assertThat(answer.status()).isEqualTo("5");
        assertThat(answer.message()).contains("not found");
    }

    @Test
    void showsTracebacksOnlyWhereTheRouteSaysSo() {
        Answer hidden = call("__call__", "broken", GATEWAY.key(), ask("ann", 0));
        assertThat(hidden.status()).isEqualTo("13");
        assertThat(hidden.message()).doesNotContain("File", "actor_id");
        Answer shown = call("__call__", "exposed", GATEWAY.key(), ask("ann", 0));
        assertThat(shown.message()).contains("actor_id");
    }

    @Test
    void refusesAsAGrpcStatus() {
        Answer stranger = call("__call__", "greeter", "nobody", ask("ann", 0));
        assertThat(stranger.http()).isEqualTo(200);
        assertThat(stranger.status()).isEqualTo("16");
        Answer reserved =
                CLIENT.request(
                                options("", "greeter", GATEWAY.key())
                                        .setURI("/ray.serve.RayServeAPIService/Healthz"))
                        .compose(request -> request.send(Buffer.buffer()))
                        .compose(
                                response ->
                                        response.body()
                                                .map(
                                                        body ->
                                                                new Answer(
                                                                        response.statusCode(),
                                                                        response.headers(),
                                                                        body,
                                                                        response.trailers())))
                        .await();
        assertThat(reserved.status()).isEqualTo("12");
    }

    @Test
    void aThousandCallsLeaveNothingOpen() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(call("__call__", "greeter", GATEWAY.key(), ask("n", 0)).status())
                    .isEqualTo("0");
        }
        GATEWAY.awaitSettled();
    }

    @Test
    void aCallerThatLeavesIsForgottenUpstream() {
        for (int i = 0; i < 20; i++) {
            CLIENT.request(options("Streaming", "greeter", GATEWAY.key()))
                    .compose(request -> request.writeHead().compose(sent -> request.reset(8)))
                    .await();
        }
        GATEWAY.awaitSettled();
        assertThat(call("__call__", "greeter", GATEWAY.key(), ask("ann", 0)).status())
                .isEqualTo("0");
    }
}
