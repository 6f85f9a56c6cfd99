package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.Cli;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is agreed with tenants and keys from the command line, and holds at the next request. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AgreementsIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private StoredGateways gateways;

    @BeforeEach
    void start() throws IOException {
        gateways = StoredGateways.start(folder);
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    private static HttpResponse<String> call(GatewayUnderTest gateway, String key) {
        return gateway.send(gateway.anonymous("/a").header("X-API-Key", key));
    }

    private static int status(GatewayUnderTest gateway, String key) {
        return call(gateway, key).statusCode();
    }

    private static String key(Cli cli, String name, String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"key", "create", name, "--quiet"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return cli.done(words).out().strip();
    }

    @Test
    void aSetHoldsAtOnceAndAChangeKeepsWhatWasUsed() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(gateways.yaml("state", ""))) {
            Cli cli = gateways.loggedIn(gateway, "state");
            assertThat(cli.done("limit", "set", "few", "requests.rate=2/day").out())
                    .contains("requests.rate=2/day");
            cli.done("tenant", "create", "initech", "--limits", "few");
            String key = key(cli, "ci", "--tenant", "initech");
            assertThat(status(gateway, key)).isEqualTo(204);
            assertThat(status(gateway, key)).isEqualTo(204);
            assertThat(status(gateway, key)).isEqualTo(429);

            cli.done("limit", "set", "few", "requests.rate=3/day", "--dry-run");
            assertThat(status(gateway, key)).isEqualTo(429);
            cli.done("limit", "set", "few", "requests.rate=3/day");
            assertThat(status(gateway, key)).isEqualTo(204);
            assertThat(status(gateway, key)).isEqualTo(429);

            Cli.Result named = cli.run("limit", "delete", "few", "--yes");
            assertThat(named.exitCode()).isEqualTo(7);
            assertThat(named.err()).contains("the tenant initech");
            cli.done("tenant", "set", "initech", "--limits", "none");
            assertThat(status(gateway, key)).isEqualTo(204);
            cli.done("limit", "delete", "few", "--yes");
            assertThat(cli.run("limit", "show", "few").exitCode()).isEqualTo(6);
        }
    }

    @Test
    void keysAndParentsHaveTheirOwn() {
        String file =
                """
                limits: {wide: {requests: {rate: 3/day}}}
                tenants: {house: {limits: wide}}
                """;
        try (GatewayUnderTest gateway = GatewayUnderTest.start(gateways.yaml("state", file))) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("limit", "set", "few", "requests.rate=1/day");
            cli.done("tenant", "create", "initech", "--parent", "house");
            String bound = key(cli, "ci", "--tenant", "initech", "--limits", "few");
            String free = key(cli, "ci", "--tenant", "initech");
            HttpResponse<String> first = call(gateway, bound);
            assertThat(first.headers().firstValue("ratelimit-policy"))
                    .contains("\"parent\";q=3;w=86400, \"key\";q=1;w=86400");
            assertThat(status(gateway, bound)).isEqualTo(429);
            assertThat(status(gateway, free)).isEqualTo(204);
            assertThat(status(gateway, free)).isEqualTo(204);
            assertThat(status(gateway, free)).isEqualTo(429);
            assertThat(cli.run("tenant", "set", "initech", "--parent", "initech").err())
                    .contains("--parent: is part of a circle");
            assertThat(cli.run("limit", "set", "wide", "concurrency=2").err())
                    .contains("under limits.wide");
            assertThat(cli.run("limit", "set", "few", "requests.burst=0").err())
                    .contains("requests.burst: ");
        }
    }

    @Test
    void whatOneGatewayIsToldHoldsOnTheOther() throws IOException {
        try (PostgresServer server = PostgresServer.start()) {
            String shared = gateways.sharing(server);
            try (GatewayUnderTest one = GatewayUnderTest.start(gateways.yaml("one", shared));
                    GatewayUnderTest two = GatewayUnderTest.start(gateways.yaml("two", shared))) {
                Cli cli = gateways.loggedIn(one, "one");
                cli.done("limit", "set", "few", "requests.rate=100/day");
                cli.done("tenant", "create", "initech", "--limits", "few");
                String key = key(cli, "ci", "--tenant", "initech");
                await().atMost(BOUND).until(() -> status(two, key) == 204);
                cli.done("limit", "set", "few", "requests.rate=1/day");
                await().atMost(BOUND).until(() -> status(two, key) == 429);
                cli.done("tenant", "set", "initech", "--limits", "none");
                await().atMost(BOUND).until(() -> status(two, key) == 204);
            }
        }
    }

    /** What was agreed under a name that is gone nobody knows; it is not passed for free. */
    @Test
    void aSetThatTheFileLosesRefusesWhoeverNamesIt() {
        String file = "limits: {few: {requests: {rate: 100/day}}}\n";
        try (GatewayUnderTest gateway = GatewayUnderTest.start(gateways.yaml("state", file))) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech", "--limits", "few");
            String key = key(cli, "ci", "--tenant", "initech");
            assertThat(status(gateway, key)).isEqualTo(204);
            gateway.reconfigure(gateways.yaml("state", ""));
            HttpResponse<String> refused = call(gateway, key);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(refused.body()).getString("code"))
                    .isEqualTo("limit_store_unavailable");
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(gateway.logLine("limit_store_unavailable").getString("raygate.reason"))
                    .contains("few of the tenant");
            cli.done("limit", "set", "few", "requests.rate=100/day");
            assertThat(status(gateway, key)).isEqualTo(204);
        }
    }

    @Test
    void whatIsLeftIsToldToWhomItConcerns() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(gateways.yaml("state", ""))) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("limit", "set", "few", "requests.rate=4/day", "concurrency=2");
            cli.done("limit", "set", "day", "quota.requests=10/day");
            cli.done("tenant", "create", "hooli");
            cli.done("tenant", "create", "initech", "--limits", "few");
            String key = key(cli, "ci", "--tenant", "initech", "--limits", "day");
            assertThat(status(gateway, key)).isEqualTo(204);
            String id = KeyFormat.id(key);
            JsonArray items = standing(cli, "--key", id);
            assertThat(items.stream().map(AgreementsIT::line))
                    .containsExactly(
                            "tenant 4 1 3 true",
                            "tenant-concurrency 2 0 2 false",
                            "key-requests-day 10 1 9 true");
            assertThat(standing(cli, "--tenant", "initech")).hasSize(2);
            assertThat(cli.run("limit", "standing").err()).contains("--tenant: is missing");
            assertThat(cli.run("limit", "standing", "--tenant", "nobody").exitCode()).isEqualTo(6);

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
            assertThat(standing(tenant)).isEqualTo(standing(cli, "--tenant", "initech"));
            assertThat(tenant.run("limit", "standing", "--tenant", "hooli").exitCode())
                    .isEqualTo(6);
            assertThat(tenant.run("limit", "show", "few").exitCode()).isEqualTo(5);
            assertThat(tenant.run("key", "set", id, "--limits", "none").exitCode()).isEqualTo(5);
            assertThat(tenant.run("key", "create", "x", "--limits", "few").exitCode()).isEqualTo(5);
        }
    }

    private static JsonArray standing(Cli cli, String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"limit", "standing", "--output", "json"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return cli.done(words).json().getJsonArray("items");
    }

    private static String line(Object item) {
        JsonObject json = (JsonObject) item;
        return String.join(
                " ",
                json.getString("limit"),
                json.getValue("most").toString(),
                json.getValue("used").toString(),
                json.getValue("left").toString(),
                Boolean.toString(json.getString("fullAt") != null));
    }
}
