package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyFormat;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-58, S-64: keys for the file, shown once. */
class KeyCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00.123Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String input, String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII));
        return KeyCommand.with(
                        new Random(7),
                        new Surroundings(_ -> null, in, () -> null, InstantSource.fixed(NOW)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String digest(String key) {
        return new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
    }

    @Test
    void generatesAKeyWithItsEntry() {
        assertThat(run("", "generate", "--name", "ci", "--scope", "infer")).isZero();
        List<String> lines = out.toString().lines().toList();
        String key = lines.get(0).substring("key:   ".length());
        assertThat(new KeyFormat("rg", List.of("live")).matches(key)).isTrue();
        assertThat(lines.get(1))
                .isEqualTo("entry: ci: {hash: \"" + digest(key) + "\", scopes: [\"infer\"]}");
        assertThat(err.toString()).contains("shown this once").doesNotContain(key);
    }

    @Test
    void generatesForAScript() {
        String[] arguments = {
            "generate",
            "--output",
            "json",
            "--environment",
            "test",
            "--prefix",
            "sk-rg",
            "--expires",
            "2027-06-30T00:00:00Z"
        };
        assertThat(run("", arguments)).isZero();
        JsonObject json = new JsonObject(out.toString());
        String key = json.getString("key");
        assertThat(key).startsWith("sk-rg_test_");
        assertThat(json.getString("hash")).isEqualTo(digest(key));
        assertThat(json.getString("id")).isEqualTo(KeyFormat.id(key));
        assertThat(json.getString("expiresAt")).isEqualTo("2027-06-30T00:00:00Z");
    }

    @Test
    void aKeyMayEndSoMuchLaterThanNowOrNever() {
        run("", "generate", "--output", "json", "--expires", "30d");
        assertThat(new JsonObject(out.toString()).getString("expiresAt"))
                .isEqualTo("2026-12-28T09:00:00Z");
        out.getBuffer().setLength(0);
        run("", "generate", "--output", "json", "--expires", "never");
        assertThat(new JsonObject(out.toString()).fieldNames()).doesNotContain("expiresAt");
        assertThat(run("", "generate", "--expires", "30")).isEqualTo(2);
        assertThat(err.toString()).contains("30d or 12h", "nor never");
    }

    @Test
    void hashesAKeyFromStandardInput() {
        run("", "generate", "--output", "json");
        String key = new JsonObject(out.toString()).getString("key");
        out.getBuffer().setLength(0);
        assertThat(run(key + "\r\n", "hash")).isZero();
        assertThat(out.toString().strip()).isEqualTo(digest(key));
    }

    @Test
    void hashesAKeyFromAFile(@TempDir Path folder) throws IOException {
        run("", "generate", "--output", "json");
        String key = new JsonObject(out.toString()).getString("key");
        out.getBuffer().setLength(0);
        Path file = Files.writeString(folder.resolve("key"), key);
        assertThat(run("", "hash", "--file", file.toString(), "--output", "json")).isZero();
        assertThat(new JsonObject(out.toString()).getString("hash")).isEqualTo(digest(key));
    }

    /** S-95: a slip must not end up in a log of the shell's session. */
    @Test
    void refusesWhatIsNoKeyWithoutShowingIt() {
        assertThat(run("rg_live_secret", "hash")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("not an API key").doesNotContain("secret");
    }

    @Test
    void saysWhichFileItCannotRead(@TempDir Path folder) {
        for (Path path : List.of(folder, folder.resolve("absent"))) {
            assertThat(run("", "hash", "--file", path.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("cannot read the file " + path);
            assertThat(err.toString()).doesNotContain("Exception");
        }
    }

    @Test
    void refusesWordsThatCouldNotStandInAKeyOrAFile() {
        assertThat(run("", "generate", "--environment", "Live_1")).isEqualTo(2);
        assertThat(run("", "generate", "--environment", "a-b")).isEqualTo(2);
        assertThat(run("", "generate", "--prefix", "1g")).isEqualTo(2);
        assertThat(run("", "generate", "--prefix", "rga")).as("of admin keys").isEqualTo(2);
        assertThat(run("", "generate", "--name", "a: {")).isEqualTo(2);
        assertThat(run("", "generate", "--scope", "a\"b")).isEqualTo(2);
        assertThat(run("", "generate", "--output", "xml")).isEqualTo(2);
        assertThat(run("", "generate", "--expires", "tomorrow")).isEqualTo(2);
    }
}
