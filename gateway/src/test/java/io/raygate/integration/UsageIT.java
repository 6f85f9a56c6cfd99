package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.raygate.Cli;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What requests cost is in the ledger, each once, and who may see it does. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class UsageIT {
    private static final String ANSWER =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":16}}}";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private StoredGateways gateways;

    @BeforeEach
    void start() throws IOException {
        gateways =
                StoredGateways.start(
                        folder,
                        exchange -> {
                            if (exchange.getRequestURI().getPath().startsWith("/v1")) {
                                tell(exchange);
                            } else {
                                boolean broken =
                                        exchange.getRequestURI().getPath().endsWith("/broken");
                                exchange.sendResponseHeaders(broken ? 500 : 204, -1);
                            }
                            exchange.close();
                        });
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    private GatewayUnderTest gateway(String state, String more) {
        return GatewayUnderTest.start(
                gateways.bare(state)
                        + """
                routes:
                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, gpus: 10000, split: {weights: {one: 1}}}
                  chat: {match: {path: /v1}, auth: [apiKeys], tenants: all, openai: true, split: {weights: {one: 1}}}
                limits: {few: {requests: {rate: 3/day}}}
                usage: {}
                """
                        + more);
    }

    private static void tell(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private static int status(GatewayUnderTest gateway, String path, String key) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key)).statusCode();
    }

    private static String key(Cli cli, String tenant) {
        return cli.done("key", "create", "ci", "--tenant", tenant, "--quiet").out().strip();
    }

    private static JsonObject only(Cli cli, String... more) {
        String[] words = new String[more.length + 3];
        System.arraycopy(new String[] {"usage", "--output", "json"}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        var items = cli.done(words).json().getJsonArray("items");
        return items.size() == 1 ? items.getJsonObject(0) : new JsonObject();
    }

    private static void awaitRequests(Cli cli, int requests) {
        await().atMost(BOUND)
                .until(
                        () ->
                                only(cli, "--tenant", "initech").getInteger("requests", 0)
                                        == requests);
    }

    @Test
    void whatWasSentToAnUpstreamCountsAndWhatWasRefusedDoesNot() {
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech", "--limits", "few");
            String key = key(cli, "initech");
            assertThat(status(gateway, "/a", key)).isEqualTo(204);
            assertThat(status(gateway, "/a/broken", key)).isEqualTo(500);
            assertThat(status(gateway, "/a", key)).isEqualTo(204);
            assertThat(status(gateway, "/a", key)).isEqualTo(429);
            assertThat(status(gateway, "/a", key + "x")).isEqualTo(401);
            awaitRequests(cli, 3);
            JsonObject sum = only(cli, "--by", "tenant,key,route,cluster,day");
            assertThat(sum.getString("tenant")).isEqualTo("initech");
            assertThat(key).contains(sum.getString("key"));
            assertThat(sum.getString("route")).isEqualTo("all");
            assertThat(sum.getString("cluster")).isEqualTo("one");
            assertThat(sum.getInteger("failed")).isEqualTo(1);
            assertThat(sum.getDouble("gpuSeconds")).isPositive();
            assertThat(cli.done("usage", "--by", "route", "--csv").out())
                    .startsWith("route,requests,failed,inputTokens,")
                    .contains("\r\nall,3,1,0,");
            assertThat(cli.run("usage", "--by", "tenant,tenant").err()).contains("--by: does not");
            assertThat(gateway.metric("raygate_log_dropped_total{log=\"usage\"}")).isZero();
        }
    }

    @Test
    void tokensAreThoseThatTheAnswersTold() {
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech");
            String key = key(cli, "initech");
            for (int i = 0; i < 3; i++) {
                HttpRequest.Builder asked =
                        gateway.anonymous("/v1/chat/completions")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"llama\",\"messages\":[]}"));
                assertThat(gateway.send(asked).statusCode()).isEqualTo(200);
            }
            awaitRequests(cli, 3);
            JsonObject sum = only(cli, "--by", "model", "--model", "llama");
            assertThat(sum.getInteger("inputTokens")).isEqualTo(60);
            assertThat(sum.getInteger("cachedInputTokens")).isEqualTo(48);
            assertThat(sum.getInteger("outputTokens")).isEqualTo(15);
        }
    }

    @Test
    void aTenantSeesWhatItHasUsedItself() {
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech");
            cli.done("tenant", "create", "hooli");
            String key = key(cli, "initech");
            assertThat(status(gateway, "/a", key(cli, "hooli"))).isEqualTo(204);
            assertThat(status(gateway, "/a", key)).isEqualTo(204);
            awaitRequests(cli, 1);
            String self =
                    cli.done(
                                    "admin-key",
                                    "create",
                                    "self",
                                    "--role",
                                    "tenant",
                                    "--tenant",
                                    "initech",
                                    "--quiet")
                            .out();
            Cli tenant = new Cli(folder.resolve("tenant"), gateway.gateway().adminPort());
            assertThat(tenant.given(self, "login").exitCode()).isZero();
            assertThat(only(tenant).getString("tenant")).isEqualTo("initech");
            assertThat(only(tenant, "--tenant", "hooli")).isEqualTo(new JsonObject());
            assertThat(only(tenant, "--by", "route").getInteger("requests")).isEqualTo(1);
        }
    }

    /**
     * What was settled a moment before the end is brought in at the end, or when it begins anew.
     */
    @Test
    void nothingIsLostWithTheEndOfAGateway() {
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech");
            String key = key(cli, "initech");
            for (int i = 0; i < 50; i++) {
                assertThat(status(gateway, "/a", key)).isEqualTo(204);
            }
        }
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.cli(gateway);
            cli.done("login", "--bootstrap", "--state", folder.resolve("state").toString());
            assertThat(only(cli, "--tenant", "initech").getInteger("requests")).isEqualTo(50);
        }
    }

    @Test
    void gatewaysOnOnePostgresAddUp() throws IOException {
        try (PostgresServer server = PostgresServer.start()) {
            String shared = gateways.sharing(server);
            try (GatewayUnderTest one = gateway("one", shared);
                    GatewayUnderTest two = gateway("two", shared)) {
                Cli cli = gateways.loggedIn(one, "one");
                cli.done("tenant", "create", "initech");
                String key = key(cli, "initech");
                await().atMost(BOUND).until(() -> status(two, "/a", key) == 204);
                for (int i = 0; i < 20; i++) {
                    assertThat(status(i % 2 == 0 ? one : two, "/a", key)).isEqualTo(204);
                }
                awaitRequests(cli, 21);
            }
        }
    }
}
