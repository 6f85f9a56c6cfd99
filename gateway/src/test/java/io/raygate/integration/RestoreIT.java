package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.Cli;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup is put back by the command, and the gateways open to its keys again. */
@Timeout(300)
class RestoreIT {
    private static final String SECTIONS =
            """
            clusters: {one: {endpoints: ["http://127.0.0.1:1"], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """;

    @TempDir private Path folder;

    /** A gateway and its owner, with a state folder of this name. */
    private final class Node implements AutoCloseable {
        private final Path config;
        private final GatewayUnderTest gateway;
        private final Cli owner;

        Node(String name, String stores) throws IOException {
            config = configuration(name, stores);
            gateway =
                    GatewayUnderTest.start(
                            "auth: {throttle: off}\n" + SECTIONS + sections(name, stores));
            owner = new Cli(folder.resolve(name + "-home"), gateway.gateway().adminPort());
        }

        String key(String tenant) {
            owner.done("tenant", "create", tenant);
            return owner.done("key", "create", "ci", "--tenant", tenant, "--quiet").out().strip();
        }

        /** To a good key an unknown path is 404. */
        int status(String key) {
            return gateway.send(gateway.anonymous("/nowhere").header("X-API-Key", key))
                    .statusCode();
        }

        @Override
        public void close() {
            gateway.close();
        }
    }

    private String sections(String name, String stores) {
        return "state: {folder: \"" + folder.resolve(name) + "\"}\n" + stores;
    }

    private Path configuration(String name, String stores) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "version: 1\nlisteners: {http: {address: \"127.0.0.1:0\"}}\n"
                        + SECTIONS
                        + sections(name, stores));
    }

    private Cli.Result restore(Path config, Path file, String... more) {
        List<String> words =
                new ArrayList<>(List.of("restore", file.toString(), "--config", config.toString()));
        words.addAll(List.of(more));
        return new Cli(folder, 1).run(words.toArray(String[]::new));
    }

    private static void copyPepper(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("pepper-1"), to.resolve("pepper-1"));
    }

    private static void isRefused(Cli.Result result, int exitCode, String why) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
        assertThat(result.err()).contains(why).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aKeyThatOpenedBeforeOpensOnAnotherMachine() throws IOException {
        Path file = folder.resolve("backup.jsonl");
        String key;
        try (Node old = new Node("old", "")) {
            old.owner.done("login", "--bootstrap", "--config", old.config.toString());
            key = old.key("initech");
            assertThat(old.status(key)).isEqualTo(404);
            old.owner.done("backup", "save", file.toString());
        }
        Path config = configuration("new", "");
        isRefused(restore(config, file), 1, "gives a pepper: put back the copy");
        copyPepper(folder.resolve("old"), folder.resolve("new"));
        Path damaged = folder.resolve("damaged.jsonl");
        Files.writeString(damaged, Files.readString(file).replace("initech", "initecH"));
        isRefused(restore(config, damaged), 1, "another digest");
        isRefused(restore(config, folder.resolve("none")), 1, "cannot be read");
        Cli.Result done = restore(config, file);
        assertThat(done.exitCode()).as(done.toString()).isZero();
        assertThat(done.out() + done.err())
                .contains("Restored ")
                .doesNotContain(key, Files.readString(folder.resolve("new/pepper-1")).strip());
        try (Node next = new Node("new", "")) {
            assertThat(next.status(key)).isEqualTo(404);
        }
        isRefused(restore(config, file), 7, "the store holds 1 tenants, 2 keys");
        isRefused(restore(config, file, "--replace"), 2, "add --yes");
        assertThat(restore(config, file, "--replace", "--yes").exitCode()).isZero();
    }

    @Test
    void gatewaysThatRunGoOnWithWhatTheBackupHolds() throws IOException {
        Path file = folder.resolve("backup.jsonl");
        try (PostgresServer server = PostgresServer.start()) {
            String stores =
                    "stores: {keys: {jdbc: \"%s\", user: %s}}\n"
                            .formatted(server.newDatabase(), PostgresServer.USER);
            try (Node node = new Node("shared", stores)) {
                node.owner.done("login", "--bootstrap", "--config", node.config.toString());
                String stays = node.key("initech");
                node.owner.done("backup", "save", file.toString());
                String goes = node.key("umbrella");
                assertThat(node.status(goes)).isEqualTo(404);
                Cli.Result done = restore(node.config, file, "--replace", "--yes");
                assertThat(done.exitCode()).as(done.toString()).isZero();
                Awaitility.await().until(() -> node.status(goes) == 401);
                assertThat(node.status(stays)).isEqualTo(404);
                assertThat(node.owner.done("audit", "list", "--output", "json").out())
                        .contains("store.restore");
                node.owner.done("audit", "verify");
            }
        }
    }
}
