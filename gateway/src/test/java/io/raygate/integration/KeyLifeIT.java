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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a key as an operator leads it from the command line (S-62, S-63, S-64, S-89). */
class KeyLifeIT {
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

    private GatewayUnderTest gateway(String state, String more) {
        return GatewayUnderTest.start(gateways.yaml(state, more));
    }

    private static int status(GatewayUnderTest gateway, String key) {
        return gateway.send(gateway.anonymous("/a").header("X-API-Key", key)).statusCode();
    }

    @Test
    void aKeyIsMadeUsedRotatedUnderTrafficAndRevoked() throws InterruptedException {
        try (GatewayUnderTest gateway = gateway("state", "auth: {throttle: off}\n")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech", "--max-key-life", "90d");
            String old = cli.done("key", "create", "ci", "--tenant", "initech", "--quiet").out();
            Traffic traffic = new Traffic(gateway, old.strip());
            await().atMost(BOUND).until(() -> traffic.answered.get() > 20);

            var rotated = cli.done("key", "rotate", id(old), "--overlap", "1h", "--output", "json");
            traffic.key = rotated.json().getString("key");
            int before = traffic.answered.get();
            await().atMost(BOUND).until(() -> traffic.answered.get() > before + 20);
            assertThat(status(gateway, old.strip())).isEqualTo(204);
            traffic.end();
            assertThat(traffic.others).hasValue(0);

            cli.done("key", "revoke", id(old), "--yes", "--reason", "left the company");
            assertThat(status(gateway, old.strip())).isEqualTo(401);
            assertThat(status(gateway, traffic.key)).isEqualTo(204);
            assertThat(cli.done("key", "show", id(old)).out()).contains("left the company");
            assertThat(actions(cli))
                    .containsExactly(
                            "key.revoke",
                            "key.create",
                            "key.rotate",
                            "key.create",
                            "tenant.create",
                            "admin-key.create");
            assertThat(cli.done("audit", "verify").out()).contains("true");
        }
    }

    private static List<String> actions(Cli cli) {
        JsonArray items =
                cli.done("audit", "list", "--output", "json").json().getJsonArray("items");
        return items.stream().map(item -> ((JsonObject) item).getString("action")).toList();
    }

    private static String id(String key) {
        return KeyFormat.id(key.strip());
    }

    @Test
    void twoGatewaysOnOnePostgresAgree() throws IOException {
        try (PostgresServer server = PostgresServer.start()) {
            String shared = gateways.sharing(server);
            try (GatewayUnderTest one = gateway("one", shared);
                    GatewayUnderTest two = gateway("two", shared)) {
                Cli cli = gateways.loggedIn(one, "one");
                cli.done("tenant", "create", "initech");
                String key =
                        cli.done("key", "create", "ci", "--tenant", "initech", "--quiet")
                                .out()
                                .strip();
                await().atMost(BOUND).until(() -> status(two, key) == 204);

                Cli other = gateways.loggedIn(two, "two");
                other.done("key", "revoke", id(key), "--yes");
                assertThat(status(two, key)).isEqualTo(401);
                await().atMost(BOUND).until(() -> status(one, key) == 401);
            }
        }
    }

    @Test
    void whatCannotBeUndoneIsNotDoneUnasked() {
        try (GatewayUnderTest gateway = gateway("state", "")) {
            Cli cli = gateways.loggedIn(gateway, "state");
            cli.done("tenant", "create", "initech");
            assertThat(cli.run("tenant", "delete", "initech").exitCode()).isEqualTo(2);
            assertThat(cli.run("tenant", "delete", "initech").err()).contains("--yes");
            assertThat(cli.done("tenant", "list").out()).contains("initech");
            assertThat(cli.run("key", "show", "0".repeat(22)).exitCode()).isEqualTo(6);
            assertThat(cli.run("tenant", "create", "initech").exitCode()).isEqualTo(7);
            assertThat(cli.run("key", "create", "ci", "--tenant", "nobody").err())
                    .contains("--tenant");
        }
    }

    /** Calls with the key of the moment, one call after another. */
    private static final class Traffic {
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger others = new AtomicInteger();
        private final AtomicBoolean done = new AtomicBoolean();
        private final Thread thread;
        private volatile String key;

        Traffic(GatewayUnderTest gateway, String first) {
            key = first;
            thread =
                    Thread.startVirtualThread(
                            () -> {
                                while (!done.get()) {
                                    if (status(gateway, key) != 204) {
                                        others.incrementAndGet();
                                    }
                                    answered.incrementAndGet();
                                }
                            });
        }

        void end() throws InterruptedException {
            done.set(true);
            thread.join();
        }
    }
}
