package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command asks of the gateway. */
class RequestsTest {
    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        admin = FakeAdmin.start();
        commands =
                new CommandsUnderTest(home)
                        .with("RAYGATE_ADMIN_URL", admin.url())
                        .with("RAYGATE_ADMIN_KEY", "rga_live_x");
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "requests.csv", delimiter = '|', quoteCharacter = '\0')
    void aCommandIsOneRequest(String words, String line, String body) {
        JsonObject answer =
                new JsonObject().put("id", "x").put("items", List.of()).put("intact", true);
        admin.on(line, 200, answer.put("clusters", new JsonObject()));
        assertThat(commands.input("rg_live_leaked\n").run(words)).as(commands.err()).isZero();
        assertThat(admin.asked()).hasSize(1);
        FakeAdmin.Asked asked = admin.asked().getFirst();
        assertThat(asked.line()).isEqualTo(line);
        assertThat(asked.header("Authorization")).isEqualTo("Bearer rga_live_x");
        assertThat(asked.body().isEmpty() ? null : new JsonObject(asked.body()))
                .isEqualTo(body == null ? null : new JsonObject(body));
        assertThat(asked.header("Idempotency-key").isEmpty()).isEqualTo(!line.startsWith("POST"));
        assertThat(asked.header("Content-type"))
                .isEqualTo(
                        body == null
                                ? ""
                                : line.startsWith("PATCH")
                                        ? "application/merge-patch+json"
                                        : "application/json");
    }

    @Test
    void aBrokenConnectionIsTriedOnceMoreWithTheSameIdempotencyKey() {
        admin.breaksOn("POST /v1/tenants").on("POST /v1/tenants", 201, "{\"id\":\"acme\"}");
        assertThat(commands.run("tenant create acme")).isZero();
        List<String> keys = admin.asked().stream().map(it -> it.header("Idempotency-key")).toList();
        assertThat(keys).hasSize(2).doesNotContain("");
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    @Test
    void eachCreationHasAKeyOfItsOwn() {
        admin.on("POST /v1/tenants", 201, "{\"id\":\"acme\"}");
        commands.run("tenant create acme");
        commands.run("tenant create acme");
        assertThat(admin.asked().stream().map(it -> it.header("Idempotency-key")).distinct())
                .hasSize(2);
    }

    @Test
    void aConnectionThatBreaksTwiceIsUnreachable() {
        admin.breaksOn("POST /v1/tenants");
        assertThat(commands.run("tenant create acme")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(admin.asked()).hasSize(2);
        assertThat(commands.err()).contains(admin.url() + " cannot be reached", "admin.address");
    }

    @Test
    void aListIsFollowedToItsEnd() {
        admin.on(
                        "GET /v1/tenants?limit=200",
                        200,
                        "{\"items\":[{\"id\":\"a\"}],\"nextCursor\":\"x+/=\"}")
                .on(
                        "GET /v1/tenants?limit=200&cursor=x%2B%2F%3D",
                        200, "{\"items\":[{\"id\":\"b\"}],\"nextCursor\":null}");
        assertThat(commands.run("tenant list --quiet")).isZero();
        assertThat(commands.out().lines()).containsExactly("a", "b");
    }

    /** An id is one word of the path, whatever stands in it. */
    @ParameterizedTest
    @ValueSource(strings = {"../admin-keys/x", "a?dryRun=true", "a/revoke", "a#b", "%2e%2e"})
    void anIdNeverLeavesItsPlaceInThePath(String id) {
        commands.run(List.of("key", "show", id));
        assertThat(admin.asked().getFirst().line())
                .startsWith("GET /v1/keys/")
                .matches("GET /v1/keys/[^/?#]+");
    }
}
