package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.raygate.Cli;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may know learns from the id of a request why it was refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RefusedRequestsIT {
    private static final String PIECE =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";

    private Path folder;
    private StoredGateways gateways;
    private GatewayUnderTest gateway;
    private Cli cli;
    private Cli initech;
    private String key = "";

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        gateways = StoredGateways.start(folder, RefusedRequestsIT::stream);
        gateway =
                GatewayUnderTest.start(
                        gateways.bare("state")
                                + """
                                limits:
                                  day: {quota: {requests: 1/day}, models: {large: {requests: {rate: 1/h}}}}
                                  cut: {quota: {tokens: 20/day}, onExhausted: cut}
                                routes:
                                  open: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                                  day: {match: {path: /day}, auth: [apiKeys], tenants: all, limits: day, split: {weights: {one: 1}}}
                                  none: {match: {path: /none}, auth: [apiKeys], tenants: all, scopes: [train], split: {weights: {one: 1}}}
                                  cut: {match: {path: /cut}, auth: [apiKeys], tenants: all, limits: cut, openai: true, split: {weights: {one: 1}}}
                                """);
        cli = gateways.loggedIn(gateway, "state");
        cli.done("tenant", "create", "initech");
        cli.done("tenant", "create", "hooli");
        key = cli.done("key", "create", "ci", "--tenant", "initech", "--quiet").out().strip();
        initech = self("initech");
    }

    @AfterAll
    void stop() {
        gateway.close();
        gateways.close();
    }

    private Cli self(String tenant) {
        String secret =
                cli.done(
                                "admin-key",
                                "create",
                                tenant,
                                "--role",
                                "tenant",
                                "--tenant",
                                tenant,
                                "--quiet")
                        .out();
        Cli self = new Cli(folder.resolve(tenant), gateway.gateway().adminPort());
        assertThat(self.given(secret, "login").exitCode()).isZero();
        return self;
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(PIECE.repeat(50).getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private HttpResponse<String> call(String path, String credential) {
        HttpResponse<String> answer =
                gateway.send(gateway.anonymous(path).header("X-API-Key", credential));
        gateway.awaitSettled();
        return answer;
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private static JsonObject explained(Cli cli, String id) {
        return cli.done("explain", "--request", id, "--output", "json").json();
    }

    @Test
    void theLimitIsNamedHowItStoodAndWhenItWouldHavePassed() {
        assertThat(call("/day", key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = call("/day", key);
        assertThat(refused.statusCode()).isEqualTo(429);

        JsonObject said = explained(cli, id(refused));

        assertThat(said.getString("tenant")).isEqualTo("initech");
        assertThat(key).contains(said.getString("key"));
        assertThat(said.getString("route")).isEqualTo("day");
        assertThat(said.getInteger("status")).isEqualTo(429);
        assertThat(said.getString("outcome")).isEqualTo("rejected");
        assertThat(said.getString("code")).isEqualTo("quota_exceeded");
        assertThat(said.getString("reason")).contains("limits day of the route");
        JsonObject limit = said.getJsonObject("limit");
        assertThat(limit.getString("limit")).isEqualTo("route-requests-day");
        assertThat(limit.getString("set")).isEqualTo("day");
        assertThat(limit.getInteger("most")).isEqualTo(1);
        assertThat(limit.getInteger("left")).isZero();
        assertThat(limit.getInteger("needed")).isEqualTo(1);
        long wait = Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow());
        assertThat(Instant.parse(limit.getString("passesAt")))
                .isAfter(Instant.parse(said.getString("at")))
                .isBeforeOrEqualTo(Instant.parse(said.getString("at")).plusSeconds(wait));
        assertThat(cli.done("explain", "--request", id(refused)).out())
                .containsPattern("limit +route-requests-day")
                .containsPattern("needed +1");
        JsonObject own = explained(initech, id(refused));
        assertThat(own.getValue("reason")).isNull();
        assertThat(own.getJsonObject("limit")).isEqualTo(limit);
    }

    @Test
    void aStreamThatWasCutIsExplainedToo() {
        HttpRequest.Builder asked =
                gateway.anonymous("/cut/v1/chat/completions")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"m\",\"stream\":true,\"messages\":[],\"max_tokens\":5}"));
        HttpResponse<String> cut = gateway.send(asked);
        assertThat(cut.body()).contains("insufficient_quota");
        gateway.awaitSettled();

        JsonObject said = explained(initech, id(cut));

        assertThat(said.getString("outcome")).isEqualTo("cut");
        assertThat(said.getInteger("status")).isEqualTo(200);
        assertThat(said.getString("model")).isEqualTo("m");
        assertThat(said.getJsonObject("limit").getInteger("needed")).isEqualTo(1);
    }

    @Test
    void anotherReasonHasNoLimit() {
        HttpResponse<String> refused = call("/none", key);
        assertThat(refused.statusCode()).isEqualTo(403);

        JsonObject said = explained(cli, id(refused));

        assertThat(said.getString("code")).isEqualTo("insufficient_scope");
        assertThat(said.getValue("limit")).isNull();
    }

    /** A tenant cannot tell a request of another from one that never was. */
    @Test
    void whatIsOfOthersIsAsUnknownAsWhatNeverWas() {
        String refused = id(call("/none", key));
        Cli hooli = self("hooli");
        Cli.Result foreign = hooli.run("explain", "--request", refused);
        Cli.Result never = hooli.run("explain", "--request", "never-was");

        assertThat(foreign).isEqualTo(never);
        assertThat(foreign.exitCode()).isNotZero();
        assertThat(explained(initech, refused).getString("id")).isEqualTo(refused);
    }

    @Test
    void whatPassedAndWhatStrangersAskedIsNotRemembered() {
        HttpResponse<String> passed = call("/a", key);
        HttpResponse<String> stranger = call("/a", key + "x");
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(cli.run("explain", "--request", id(passed)).exitCode()).isNotZero();
        assertThat(cli.run("explain", "--request", id(stranger)).exitCode()).isNotZero();
    }

    @Test
    void aRequestIsExplainedOrDescribedNotBoth() {
        assertThat(cli.run("explain", "--request", "a", "GET", "http://a/").err())
                .contains("no METHOD and URL");
        assertThat(cli.run("explain", "--config", "a", "GET").err()).contains("METHOD and URL");
        assertThat(cli.run("explain", "GET", "http://a/").err()).contains("--config");
    }
}
