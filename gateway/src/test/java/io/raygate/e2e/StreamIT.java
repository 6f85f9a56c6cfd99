package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server-sent events from Ray through the gateway. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamIT {
    private final GatewayProcess gateway;
    private final Caller caller;

    StreamIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        caller = Caller.of(gateway);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    @Test
    void bringsEveryEventInOrder() throws Exception {
        HttpResponse<Stream<String>> answer =
                caller.send(gateway.request("/stream?n=20&delay=0.01"), BodyHandlers.ofLines());

        assertThat(Caller.field(answer, "content-type")).startsWith("text/event-stream");
        List<String> events = answer.body().filter(line -> !line.isEmpty()).toList();
        assertThat(events).hasSize(21).last().isEqualTo("data: [DONE]");
        for (int i = 0; i < 20; i++) {
            assertThat(events.get(i)).startsWith("data: {\"token\": " + i + ",");
        }
    }

    /** S-82: a long stream is read while it is made; the client leaves, and Ray stops the work. */
    @Test
    void rayStopsTheWorkWhenTheClientLeaves() throws Exception {
        HttpResponse<InputStream> answer =
                caller.send(
                        gateway.request("/stream?n=300&delay=0.05"), BodyHandlers.ofInputStream());
        String id = Caller.field(answer, "x-request-id");
        try (BufferedReader events = reader(answer.body())) {
            assertThat(events.readLine()).contains("\"token\": 0");
            assertThat(journal("/stream", id)).contains("started").doesNotContain("finished");
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> journal("/stream", id).contains("cancelled"));
    }

    @Test
    void aStreamThatRayCutsIsCutForTheClientToo() throws Exception {
        HttpResponse<InputStream> answer =
                caller.send(
                        gateway.request("/stream?n=20&delay=0.01&fail_at=5"),
                        BodyHandlers.ofInputStream());
        String id = Caller.field(answer, "x-request-id");

        assertThat(isCut(answer.body())).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> journal("/stream", id).contains("failed"));
    }

    @Test
    void chatAnswersWordByWordWithUsageAtTheEnd() throws Exception {
        JsonObject question =
                new JsonObject()
                        .put("model", "tiny-chat")
                        .put("max_tokens", 5)
                        .put("stream", true)
                        .put("stream_options", new JsonObject().put("include_usage", true))
                        .put("messages", List.of(new JsonObject().put("content", "hello you")));

        HttpResponse<Stream<String>> answer =
                caller.send(
                        gateway.request("/llm/v1/chat/completions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(question.encode())),
                        BodyHandlers.ofLines());

        List<String> events = answer.body().filter(line -> !line.isEmpty()).toList();
        assertThat(events).last().isEqualTo("data: [DONE]");
        String usage = events.get(events.size() - 2).substring("data: ".length());
        assertThat(new JsonObject(usage).getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(5);
    }

    private String journal(String application, String id) throws Exception {
        return caller.get(application + "/journal?id=" + id).body();
    }

    private static BufferedReader reader(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static boolean isCut(InputStream body) {
        try {
            body.readAllBytes();
            return false;
        } catch (IOException cut) {
            return true;
        }
    }
}
