package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S-69: requests go where their model is, models that a caller may not use are not there, and what
 * they cost is known.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ModelsIT {
    private static final String UNARY =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":16}}}";
    private static final String PIECE =
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n";
    private static final String TOLD =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private FaultyUpstream small;
    private FaultyUpstream large;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        small = FaultyUpstream.start(conversation -> answer("small", conversation));
        large = FaultyUpstream.start(conversation -> answer("large", conversation));
        gateway =
                GatewayUnderTest.start(
                        """
                        limits:
                          tokens: {tokens: {rate: 1000/day}, models: {mix/tral: {requests: {rate: 2/day}}}}
                        tenants:
                          acme: {limits: tokens, keys: {ci: {hash: "KEY_HASH", models: [llama, mix/tral, secret]}}}
                        clusters:
                          small: {endpoints: [http://127.0.0.1:%d], health: off}
                          large: {endpoints: [http://127.0.0.1:%d], health: off}
                        routes:
                          chat:
                            match: {path: /v1}
                            auth: [apiKeys]
                            tenants: all
                            openai: true
                            split: {weights: {small: 1}}
                            models: {llama: {}, mix/tral: {weights: {large: 1}}, other: {}}
                          open: {match: {path: /open}, auth: none, openai: true, sizes: {body: 1KiB}, split: {weights: {small: 1}}}
                        """
                                .formatted(small.port(), large.port()));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        small.close();
        large.close();
    }

    private void answer(String name, Conversation conversation) throws IOException {
        while (conversation.readRequest()) {
            heads.add(conversation.heads().getLast().toLowerCase(Locale.ROOT));
            String body = conversation.bodies().isEmpty() ? "" : conversation.bodies().getLast();
            bodies.add(name + " " + body);
            if (body.contains("\"stream\":true")) {
                boolean told = body.contains("\"include_usage\":true");
                String events = PIECE + PIECE + (told ? TOLD : "") + DONE;
                conversation.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
                                + events.length()
                                + "\r\n\r\n"
                                + events);
            } else {
                conversation.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                + UNARY.length()
                                + "\r\n\r\n"
                                + UNARY);
            }
        }
    }

    private HttpResponse<String> post(String path, String body) {
        return gateway.send(
                gateway.request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    @Test
    void aRequestGoesWhereItsModelIs() {
        String body =
                "{\"model\":\"mix/tral\",\"messages\":[{\"role\":\"user\",\"content\":\"hé\"}]}";
        HttpResponse<String> answer = post("/v1/chat/completions", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(UNARY);
        assertThat(post("/v1/chat/completions", "{\"model\":\"llama\"}").statusCode())
                .isEqualTo(200);
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getFirst()).startsWith("large {\"model\":\"mix/tral\"");
        assertThat(bodies.getLast()).isEqualTo("small {\"model\":\"llama\"}");
        assertThat(heads.getFirst())
                .contains("\r\naccept-encoding: identity\r\n")
                .doesNotContain("gzip");
    }

    @Test
    void aLimitOfOneModelHoldsUpThatOneAlone() {
        for (int i = 0; i < 2; i++) {
            assertThat(post("/v1/chat/completions", "{\"model\":\"mix/tral\"}").statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> refused = post("/v1/chat/completions", "{\"model\":\"mix/tral\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).getJsonObject("error").getString("message"))
                .isEqualTo("Too many requests: limit tenant-model");
        assertThat(refused.headers().firstValue("ratelimit").orElseThrow())
                .contains("\"tenant-model\";r=0;");
        assertThat(post("/v1/chat/completions", "{\"model\":\"llama\"}").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "secret", "none"})
    void aModelThatMayNotBeUsedIsNotThere(String model) {
        HttpResponse<String> answer = post("/v1/chat/completions", "{\"model\":\"" + model + "\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("x-raygate-code")).hasValue("model_not_found");
        JsonObject error = json(answer).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("model_not_found");
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(answer.body()).doesNotContain("secret", "other");
        assertThat(bodies).isEmpty();
    }

    @Test
    void theListHoldsWhatTheCallerMayUse() {
        JsonArray data = json(gateway.get("/v1/models")).getJsonArray("data");
        assertThat(data.stream().map(it -> ((JsonObject) it).getString("id")))
                .containsExactly("llama", "mix/tral");
        assertThat(json(gateway.get("/v1/models/mix/tral")).getString("id")).isEqualTo("mix/tral");
        assertThat(gateway.get("/v1/models/other").statusCode()).isEqualTo(404);
        assertThat(gateway.send(gateway.anonymous("/v1/models")).statusCode()).isEqualTo(401);
        assertThat(bodies).isEmpty();
    }

    @Test
    void aStreamTellsItsUsageToTheGatewayAlone() {
        HttpResponse<String> hidden =
                post("/v1/chat/completions", "{\"model\":\"llama\",\"stream\":true}");
        assertThat(hidden.body()).isEqualTo(PIECE + PIECE + DONE);
        assertThat(bodies.getLast()).contains("\"stream_options\":{\"include_usage\":true}");
        HttpResponse<String> asked =
                post(
                        "/v1/chat/completions",
                        "{\"model\":\"llama\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(asked.body()).isEqualTo(PIECE + PIECE + TOLD + DONE);
        gateway.awaitSettled();
        assertThat(leftOfTheDay()).isEqualTo(1000 - 2 * 13 - 25);
    }

    @Test
    void tokensAreSettledByWhatTheUpstreamSays() {
        post("/v1/chat/completions", "{\"model\":\"llama\",\"max_tokens\":900}");
        gateway.awaitSettled();
        assertThat(leftOfTheDay()).isEqualTo(1000 - 25 - 25);
    }

    /** After one more request of 25 tokens; what is asked last holds one itself. */
    private long leftOfTheDay() {
        post("/v1/embeddings", "{\"model\":\"llama\",\"input\":\"a\",\"max_tokens\":1}");
        gateway.awaitSettled();
        return 1
                + Long.parseLong(
                        post("/v1/embeddings", "{\"model\":\"llama\",\"max_tokens\":1}")
                                .headers()
                                .firstValue("x-ratelimit-remaining-tokens")
                                .orElseThrow());
    }

    @Test
    void theLogNamesModelAndUsage() {
        post("/v1/chat/completions", "{\"model\":\"llama\"}");
        gateway.awaitSettled();
        JsonObject line = gateway.logLine("/v1/chat/completions");
        assertThat(line.getString("gen_ai.request.model")).isEqualTo("llama");
        assertThat(line.getLong("gen_ai.usage.input_tokens")).isEqualTo(20);
        assertThat(line.getLong("gen_ai.usage.output_tokens")).isEqualTo(5);
        assertThat(gateway.metric("raygate_tokens_total{route=\"chat\",type=\"input\"}"))
                .isEqualTo(20);
        assertThat(gateway.metric("raygate_tokens_total{route=\"chat\",type=\"cached_input\"}"))
                .isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"model\":\"llama\",\"model\":\"mix/tral\"}", "{\"a\":1}"})
    void whatCannotBeReadIsRefused(String body) {
        HttpResponse<String> answer = post("/v1/chat/completions", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-raygate-code")).hasValue("invalid_body");
        assertThat(bodies).isEmpty();
    }

    /**
     * Some servers read any body as JSON: whoever leaves the type out is still confined and
     * counted.
     */
    @Test
    void aBodyWithoutTypeIsReadToo() {
        HttpRequest.Builder request = gateway.request("/v1/chat/completions");
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.ofString("{\"model\":\"secret\"}");
        assertThat(gateway.send(request.POST(body)).statusCode()).isEqualTo(404);
        HttpRequest.Builder other =
                gateway.request("/v1/chat/completions")
                        .header("Content-Type", "Application/X+JSON");
        assertThat(gateway.send(other.POST(body)).statusCode()).isEqualTo(404);
        assertThat(bodies).isEmpty();
    }

    /** As to cancel a response. */
    @Test
    void aRequestWithoutBodyAsksNoModel() {
        HttpResponse<String> answer =
                gateway.send(
                        gateway.request("/v1/responses/r1/cancel")
                                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(heads.getLast()).contains("content-length: 0");
    }

    @Test
    void anEncodedBodyIsRefused() {
        HttpResponse<String> answer =
                gateway.send(
                        gateway.request("/v1/chat/completions")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aConfinedCallerHasNoOtherWayIn() {
        HttpResponse<String> answer =
                gateway.send(
                        gateway.request("/v1/audio/transcriptions")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(HttpRequest.BodyPublishers.ofString("--x--")));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyBeyondTheRouteIsRefused() {
        HttpResponse<String> answer =
                gateway.send(
                        gateway.anonymous("/open/x")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"a\":\"" + "x".repeat(2_000) + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(bodies).isEmpty();
    }

    @Test
    void aClientThatLeavesWhileItSendsIsSettled() throws IOException {
        try (RawSocket socket = RawSocket.connect(gateway.port())) {
            socket.send(
                    "POST /open/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                            + "Content-Type: application/json\r\n\r\n{\"a\":");
        }
        gateway.awaitSettled();
        assertThat(bodies).isEmpty();
        assertThat(gateway.logLine("/open/x").getString("raygate.outcome"))
                .isEqualTo("client_gone");
    }
}
