package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.Cli;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that administer, against a gateway with an embedded store (S-64, S-89). */
@Timeout(300)
class CredentialsCommandIT {
    @TempDir private static Path folder;
    private static GatewayUnderTest gateway;
    private static Cli owner;

    @BeforeAll
    static void start() throws IOException {
        gateway =
                GatewayUnderTest.start(
                        """
                        auth: {throttle: off, jwt: {corp: {issuer: "https://corp", audiences: [a], algorithms: [HS256], secret: {file: "%s"}}}}
                        clusters: {one: {endpoints: ["http://127.0.0.1:1"], health: off}}
                        routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                        state: {folder: "%s"}
                        """
                                .formatted(
                                        Files.writeString(folder.resolve("secret"), "s".repeat(48)),
                                        folder.resolve("state")));
        Path config =
                Files.writeString(
                        folder.resolve("raygate.yaml"),
                        """
                        version: 1
                        listeners: {http: {address: "127.0.0.1:0"}}
                        clusters: {one: {endpoints: ["http://127.0.0.1:1"]}}
                        routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                        state: {folder: state}
                        """);
        owner = user("owner");
        owner.done("login", "--bootstrap", "--name", "alice", "--config", config.toString());
        owner.done("tenant", "create", "initech", "--name", "Initech");
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static Cli user(String name) {
        return new Cli(folder.resolve(name), gateway.gateway().adminPort());
    }

    /** Somebody who was given a credential. */
    private static Cli user(String name, String... words) {
        Stream<String> create = Stream.of("admin-key", "create", name, "--quiet", "--role");
        String key =
                owner.done(Stream.concat(create, Stream.of(words)).toArray(String[]::new)).out();
        Cli user = user(name);
        assertThat(user.given(key, "login").exitCode()).isZero();
        return user;
    }

    /** Whether the data path takes a key: to a good one an unknown path is 404. */
    private static boolean opens(String key) {
        int status =
                gateway.send(gateway.anonymous("/nowhere").header("X-API-Key", key)).statusCode();
        assertThat(status).isIn(404, 401);
        return status == 404;
    }

    @Test
    void theConfigurationFileLeadsToTheFirstLogin() {
        assertThat(owner.done("login", "--status", "--output", "yaml").out())
                .contains("name: alice\n", "role: owner\n", "tenant: null\n");
    }

    @Test
    void aKeyOfElsewhereIsTakenOverAndRevokedWhenItLeaks() throws IOException {
        String key = new KeyGenerator(new SecureRandom()).next("sk", "live");
        JsonObject hash = new JsonObject(owner.given(key, "key", "hash", "--output", "json").out());
        Path file =
                Files.writeString(
                        folder.resolve("keys.csv"),
                        "hash,name,tenant,scopes\n"
                                + hash.getString("hash")
                                + ",old,initech,infer\n");
        assertThat(opens(key)).isFalse();
        owner.done("key", "import", "--dry-run", file.toString());
        assertThat(opens(key)).isFalse();
        assertThat(owner.done("key", "import", file.toString()).err()).contains("1 imported");
        assertThat(opens(key)).isTrue();
        Cli.Result again = owner.run("key", "import", file.toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).contains("2         hash: a key with this hash exists");

        Cli.Result leaked =
                owner.given(
                        key, "key", "report-leak", "--yes", "--url", "https://git.example.com/a");
        assertThat(leaked.exitCode()).as(leaked.toString()).isZero();
        assertThat(leaked.out() + leaked.err()).doesNotContain(key);
        assertThat(opens(key)).isFalse();
        String id = owner.done("key", "list", "--name", "old", "--quiet").out().strip();
        assertThat(owner.done("key", "show", id).out()).contains("https://git.example.com/a");
        assertThat(owner.done("audit", "list", "--target", id).out()).contains(" key.revoke ");
    }

    @Test
    void aKeyIsChangedDisabledAndEnabled() {
        String key =
                owner.done(
                                "key",
                                "create",
                                "ci",
                                "--tenant",
                                "initech",
                                "--scope",
                                "infer",
                                "--expires",
                                "2099-01-01T00:00:00Z",
                                "--meta",
                                "a=1",
                                "--quiet")
                        .out()
                        .strip();
        String id = KeyFormat.id(key);
        assertThat(opens(key)).isTrue();
        owner.done("key", "disable", id, "--dry-run");
        assertThat(opens(key)).isTrue();
        owner.done("key", "disable", id);
        assertThat(opens(key)).isFalse();
        owner.done("key", "enable", id);
        owner.done("key", "set", id, "--scope", "none", "--expires", "never", "--tag", "night");
        assertThat(opens(key)).isTrue();
        JsonObject shown = owner.done("key", "show", id, "--output", "json").json();
        assertThat(shown.getJsonArray("scopes")).isEmpty();
        assertThat(shown.getString("expiresAt")).isNull();
        assertThat(shown.getJsonArray("tags")).containsExactly("night");
        assertThat(shown.getJsonObject("meta")).isEqualTo(new JsonObject().put("a", "1"));
        owner.done("tenant", "suspend", "initech");
        assertThat(gateway.send(gateway.anonymous("/a").header("X-API-Key", key)).statusCode())
                .isEqualTo(403);
        owner.done("tenant", "resume", "initech");
    }

    @Test
    void eachRoleDoesWhatItMayAndIsToldWhatItMayNot() {
        Cli auditor = user("auditor", "auditor");
        auditor.done("audit", "list", "--action", "tenant.create");
        Cli.Result refused = auditor.run("tenant", "create", "hooli");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains("raygate login --status");

        Cli tenant = user("self", "tenant", "--tenant", "initech", "--scope", "infer");
        String key = tenant.done("key", "create", "own", "--scope", "infer", "--quiet").out();
        assertThat(opens(key.strip())).isTrue();
        Cli.Result beyond = tenant.run("key", "create", "more", "--scope", "other");
        assertThat(beyond.exitCode()).isEqualTo(5);
        assertThat(beyond.err()).contains("--scope: ", "infer");
        assertThat(tenant.run("tenant", "list").exitCode()).isEqualTo(5);
        assertThat(tenant.done("key", "list", "--quiet").out()).contains(KeyFormat.id(key.strip()));
    }

    @Test
    void anAdminCredentialIsRotatedAndRevoked() {
        Cli operator = user("operator", "operator");
        String id = operator.done("login", "--status", "--quiet").out().strip();
        String next = owner.done("admin-key", "rotate", id, "--overlap", "1h", "--quiet").out();
        operator.done("status");
        owner.done("admin-key", "revoke", id, "--yes", "--reason", "gone");
        Cli.Result refused = operator.run("status");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains("log in anew");
        assertThat(operator.given(next, "login").exitCode()).isZero();
        assertThat(operator.done("status").out()).contains("127.0.0.1:1");
        assertThat(owner.done("admin-key", "show", id).out()).contains("gone");
    }

    @Test
    void aTokenIsRevokedAndTheRevocationLifted() {
        String id =
                owner.done(
                                "token",
                                "revoke",
                                "corp",
                                "jti",
                                "8f2b",
                                "--reason",
                                "stolen",
                                "--quiet")
                        .out()
                        .strip();
        assertThat(owner.done("token", "revocations").out()).contains(id, "8f2b", "stolen");
        owner.done("token", "restore", id);
        assertThat(owner.done("token", "revocations").out()).doesNotContain(id);
        assertThat(owner.run("token", "restore", id).exitCode()).isEqualTo(6);
    }

    @Test
    void aBackupIsWholeAndItsOwnersAlone() throws IOException {
        Path file = folder.resolve("backup");
        owner.done("backup", "save", file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("raygate-backup", "initech", "\"end\"");
        assertThat(owner.run("backup", "save", file.toString()).exitCode()).isEqualTo(2);
        owner.done("backup", "save", "--yes", file.toString());
        assertThat(owner.done("backup", "export").out()).contains("initech", "\"end\"");
    }
}
