package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.Python;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** OpenAI's own Python client understands limits without a word of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OpenAiClientIT {
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":10,\"total_tokens\":17}";
    private static final String UNARY =
            "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hi\"}}],"
                    + USAGE
                    + "}";
    private static final String PIECE =
            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":"
                    + "{\"content\":\"hi\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[]," + USAGE + "}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    /** A quota is there again within the two minutes for which this client would wait. */
    private static final Instant SHORT_BEFORE_MIDNIGHT = Instant.parse("2026-11-24T23:58:05Z");

    private final Python python = Python.with("requirements.txt");
    private final FaultyUpstream upstream;
    private final GatewayUnderTest gateway;

    OpenAiClientIT() throws IOException {
        upstream = FaultyUpstream.start(OpenAiClientIT::serve);
        gateway =
                GatewayUnderTest.start(
                        yaml(), GatewayUnderTest.parts(InstantSource.fixed(SHORT_BEFORE_MIDNIGHT)));
    }

    private String yaml() {
        String yaml =
                """
                limits:
                  requests: {requests: {rate: 60/min, burst: 1}}
                  tokens: {tokens: {rate: 600/min, burst: 20}}
                  few: {quota: {requests: 3/day}}
                  cut: {tokens: {output: {rate: 2/day}}, onExhausted: cut}
                  many: {tokens: {rate: 1000/s}}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                """
                        .formatted(upstream.port());
        return yaml
                + route("requests")
                + route("tokens")
                + route("few")
                + route("cut")
                + route("many");
    }

    /** It has the name of its limits. */
    private static String route(String id) {
        return """
                  %s:
                    match: {path: /%s}
                    auth: [apiKeys]
                    tenants: all
                    openai: true
                    limits: %s
                    models: {tiny-chat: {}, large-chat: {}}
                    split: {weights: {one: 1}}
                """
                .formatted(id, id, id);
    }

    private static void serve(Conversation conversation) throws IOException {
        while (conversation.readRequest()) {
            String body = conversation.bodies().getLast();
            if (body.contains("\"stream\":true")) {
                boolean told = body.contains("\"include_usage\":true");
                answer(
                        conversation,
                        "text/event-stream",
                        PIECE.repeat(3) + (told ? LAST : "") + DONE);
            } else {
                answer(conversation, "application/json", UNARY);
            }
        }
    }

    private static void answer(Conversation conversation, String type, String body)
            throws IOException {
        conversation.send(
                "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(type, body.length(), body));
    }

    @AfterAll
    void stop() throws IOException {
        gateway.close();
        upstream.close();
    }

    private List<String> call(String route, String call) {
        String base = "http://127.0.0.1:" + gateway.port() + "/" + route + "/v1";
        return python.run("limits.py", base, gateway.key(), call);
    }

    private double refused(String route, String code) {
        return gateway.metric(
                "raygate_rejections_total{code=\"%s\",route=\"%s\"}".formatted(code, route));
    }

    @Test
    void itWaitsAsLongAsALimitOfRequestsSaysAndSucceeds() {
        assertThat(call("requests", "pace")).containsExactly("answered hi after a refusal");
        assertThat(refused("requests", "rate_limit_exceeded")).isPositive();
    }

    @Test
    void itWaitsAsLongAsALimitOfTokensSaysAndSucceeds() {
        assertThat(call("tokens", "pace")).containsExactly("answered hi after a refusal");
        assertThat(refused("tokens", "rate_limit_exceeded")).isPositive();
    }

    /** It would try five times more were it not told that this is in vain. */
    @Test
    void itGivesUpAtOnceWhereAQuotaIsUsedUp() {
        assertThat(call("few", "quota"))
                .containsExactly(
                        "RateLimitError insufficient_quota insufficient_quota",
                        "The quota of this period is used up: limit route-requests-day");
        assertThat(refused("few", "quota_exceeded")).isEqualTo(1);
    }

    @Test
    void itSeesTheUsageOfAStreamWhereItAskedForItAndOnlyThere() {
        assertThat(call("many", "stream"))
                .containsExactly("stream hihihi usage", "stream hihihi usage 17");
        gateway.awaitSettled();
        assertThat(gateway.metric("raygate_tokens_total{route=\"many\",type=\"output\"}"))
                .isEqualTo(20);
    }

    @Test
    void itIsToldWhyAStreamEndsBeforeItsTime() {
        assertThat(call("cut", "cut"))
                .containsExactly(
                        "stream hihi tokens rate_limit_exceeded",
                        "Too many requests: limit route-output-tokens");
    }

    @Test
    void itListsTheModelsThatMayBeUsed() {
        assertThat(call("many", "models"))
                .containsExactly(
                        "models large-chat tiny-chat",
                        "model tiny-chat",
                        "NotFoundError model_not_found");
    }
}
