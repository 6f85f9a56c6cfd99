package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.Cli;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a chat on real Ray cost is what Ray said, in the ledger and in the limits. Each test has a
 * tenant of its own.
 */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int QUOTA = 1_000_000;

    private final GatewayProcess gateway;
    private final Caller caller;
    private final Cli cli;

    UsageIT(RayClusters ray) throws IOException {
        Path folder = Files.createTempDirectory("raygate-usage");
        String yaml =
                """
                state: {folder: "%s"}
                usage: {}
                limits: {day: {quota: {tokens: %d/day}}}
                clusters: {stable: {endpoints: ["%s"], health: {interval: 1s, timeout: 5s}}}
                routes:
                  chat:
                    match: {path: /llm}
                    auth: [apiKeys]
                    tenants: all
                    openai: true
                    split: {weights: {stable: 1}}
                """
                        .formatted(folder.resolve("state"), QUOTA, ray.stable().http());
        gateway = GatewayProcess.start(yaml);
        caller = Caller.of(gateway);
        cli = new Cli(folder.resolve("home"), gateway.ports().admin());
        cli.done("login", "--bootstrap", "--state", folder.resolve("state").toString());
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    /** A key of a new tenant. */
    private String key(String tenant) {
        cli.done("tenant", "create", tenant, "--limits", "day");
        return cli.done("key", "create", "ci", "--tenant", tenant, "--quiet").out().strip();
    }

    private static JsonObject question(int words) {
        return new JsonObject()
                .put("model", "tiny-chat")
                .put("max_tokens", words)
                .put("messages", List.of(new JsonObject().put("content", "one two three")));
    }

    private HttpRequest.Builder asking(String key, JsonObject question) {
        return HttpRequest.newBuilder(URI.create(gateway.http() + "/llm/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(BOUND)
                .POST(BodyPublishers.ofString(question.encode()));
    }

    private String answer(String key, JsonObject question) throws Exception {
        return caller.send(asking(key, question), BodyHandlers.ofString()).body();
    }

    /** What the ledger says once it knows of as many requests. */
    private JsonObject ledger(String tenant, int requests) {
        await().atMost(BOUND).until(() -> sum(tenant).getInteger("requests", 0) == requests);
        return sum(tenant);
    }

    private JsonObject sum(String tenant) {
        JsonArray items =
                cli.done("usage", "--tenant", tenant, "--output", "json")
                        .json()
                        .getJsonArray("items");
        return items.isEmpty() ? new JsonObject() : items.getJsonObject(0);
    }

    /** What is used of the quota of the day. */
    private long used(String tenant) {
        JsonObject standing =
                cli.done("limit", "standing", "--tenant", tenant, "--output", "json").json();
        return standing.getJsonArray("items").getJsonObject(0).getLong("used");
    }

    @Test
    void anAnswerCostsWhatRaySaid() throws Exception {
        String key = key("whole");

        JsonObject usage = new JsonObject(answer(key, question(7))).getJsonObject("usage");

        assertThat(usage.getInteger("prompt_tokens")).isEqualTo(3);
        assertThat(usage.getInteger("completion_tokens")).isEqualTo(7);
        JsonObject sum = ledger("whole", 1);
        assertThat(sum.getInteger("inputTokens")).isEqualTo(3);
        assertThat(sum.getInteger("outputTokens")).isEqualTo(7);
        assertThat(used("whole")).isEqualTo(10);
    }

    /** The client asks for the usage once, and once it does not: Ray is asked both times. */
    @Test
    void aStreamCostsWhatRaySaidWhetherTheClientAskedForItOrNot() throws Exception {
        String key = key("stream");
        JsonObject question = question(5).put("stream", true);

        assertThat(answer(key, question)).endsWith("data: [DONE]\n\n").doesNotContain("total_");
        question.put("stream_options", new JsonObject().put("include_usage", true));
        assertThat(answer(key, question)).contains("\"total_tokens\": 8");

        JsonObject sum = ledger("stream", 2);
        assertThat(sum.getInteger("inputTokens")).isEqualTo(6);
        assertThat(sum.getInteger("outputTokens")).isEqualTo(10);
        assertThat(used("stream")).isEqualTo(16);
    }

    /** S-82: the prompt as it was estimated, and a token for each piece that was sent. */
    @Test
    void aStreamThatTheClientLeavesCostsWhatWasSent() throws Exception {
        String key = key("leaver");
        JsonObject question = question(2000).put("stream", true);
        int read = 0;

        var answer = caller.send(asking(key, question), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (read < 10) {
                read += lines.readLine().startsWith("data: ") ? 1 : 0;
            }
        }

        JsonObject sum = ledger("leaver", 1);
        assertThat(sum.getInteger("inputTokens")).isEqualTo(8);
        assertThat(sum.getInteger("outputTokens")).isBetween(read, 1999);
        assertThat(used("leaver")).isEqualTo(8 + sum.getInteger("outputTokens"));
    }

    @Test
    void whatRayRefusesCostsNoTokens() throws Exception {
        String key = key("wrong");

        assertThat(answer(key, question(5).put("model", "none"))).contains("does not exist");

        assertThat(ledger("wrong", 1).getInteger("inputTokens")).isZero();
        assertThat(used("wrong")).isZero();
    }
}
