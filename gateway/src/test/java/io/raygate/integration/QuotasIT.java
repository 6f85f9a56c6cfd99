package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.Cli;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A quota holds whatever becomes of a gateway, and on all that share a store together. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class QuotasIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern REMAINING = Pattern.compile("requests-month\";r=(\\d+)");

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

    @Test
    void whatWasUsedIsUsedAfterKill9() throws Exception {
        String yaml =
                gateways.bare("state")
                        + """
                limits: {few: {quota: {requests: 5/month}}}
                routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, limits: few, split: {weights: {one: 1}}}}
                """;
        GatewayProcess killed = GatewayProcess.start(yaml);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(call(killed).statusCode()).isEqualTo(204);
            }
            await().atMost(BOUND).until(() -> written() == 3);
        } finally {
            killed.process().destroyForcibly().waitFor();
        }
        try (GatewayProcess next = GatewayProcess.start(yaml)) {
            HttpResponse<String> first = call(next);
            assertThat(first.statusCode()).isEqualTo(204);
            assertThat(first.headers().firstValue("ratelimit").orElseThrow())
                    .startsWith("\"route-requests-month\";r=1;");
            assertThat(call(next).statusCode()).isEqualTo(204);
            HttpResponse<String> over = call(next);
            assertThat(over.statusCode()).isEqualTo(429);
            assertThat(over.body()).contains("quota_exceeded");
            assertThat(over.headers().firstValueAsLong("retry-after")).isPresent();
        }
    }

    private static HttpResponse<String> call(GatewayProcess gateway) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(gateway.request("/a").build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private long written() throws SQLException {
        String file = "jdbc:sqlite:" + folder.resolve("state").resolve("raygate.db");
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("SELECT sum(used) FROM quota_used")) {
            return sum.getLong(1);
        }
    }

    private static HttpResponse<String> call(GatewayUnderTest gateway, String key) {
        return gateway.send(gateway.anonymous("/a").header("X-API-Key", key));
    }

    private static int passed(GatewayUnderTest gateway, String key, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += call(gateway, key).statusCode() == 204 ? 1 : 0;
        }
        return passed;
    }

    /** After one more request. */
    private static int remaining(GatewayUnderTest gateway, String key) {
        String left = call(gateway, key).headers().firstValue("ratelimit").orElse("");
        Matcher found = REMAINING.matcher(left);
        return found.find() ? Integer.parseInt(found.group(1)) : Integer.MAX_VALUE;
    }

    private static String key(Cli cli) {
        cli.done("limit", "set", "much", "quota.requests=1000/month");
        cli.done("tenant", "create", "initech", "--limits", "much");
        return cli.done("key", "create", "ci", "--tenant", "initech", "--quiet").out().strip();
    }

    private static int used(Cli cli) {
        JsonObject standing =
                cli.done("limit", "standing", "--tenant", "initech", "--output", "json").json();
        return 1000 - standing.getJsonArray("items").getJsonObject(0).getNumber("left").intValue();
    }

    @Test
    void gatewaysOnOnePostgresCountTogether() throws IOException {
        try (PostgresServer server = PostgresServer.start()) {
            String shared = gateways.sharing(server);
            try (GatewayUnderTest one = GatewayUnderTest.start(gateways.yaml("one", shared));
                    GatewayUnderTest two = GatewayUnderTest.start(gateways.yaml("two", shared))) {
                Cli cli = gateways.loggedIn(one, "one");
                String key = key(cli);
                assertThat(passed(one, key, 600)).isEqualTo(600);
                await().atMost(BOUND).until(() -> remaining(two, key) < 400);
                passed(two, key, 400);
                assertThat(call(two, key).statusCode()).isEqualTo(429);
                await().atMost(BOUND).until(() -> used(cli) == 1000);
                assertThat(call(one, key).statusCode()).isEqualTo(429);
            }
        }
    }

    /** Requests go on, and what they used is written when the store is there again. */
    @Test
    void whatIsUsedWhileTheStoreIsAwayIsWrittenLater() throws IOException {
        try (PostgresServer server = PostgresServer.start()) {
            String shared = gateways.sharing(server);
            try (GatewayUnderTest one = GatewayUnderTest.start(gateways.yaml("one", shared));
                    GatewayUnderTest two = GatewayUnderTest.start(gateways.yaml("two", shared))) {
                String key = key(gateways.loggedIn(one, "one"));
                assertThat(passed(one, key, 1)).isEqualTo(1);
                await().atMost(BOUND).until(() -> remaining(two, key) < 999);
                server.kill();
                assertThat(passed(one, key, 500)).isEqualTo(500);
                assertThat(one.metric("raygate_quotas_unwritten")).isEqualTo(1);
                server.restart();
                await().atMost(BOUND).until(() -> remaining(two, key) < 499);
                await().atMost(BOUND).until(() -> one.metric("raygate_quotas_unwritten") == 0);
            }
        }
    }
}
