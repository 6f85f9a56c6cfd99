package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup stands under its name only when it is whole, and for its owner alone. */
class BackupCommandTest {
    private static final String ROWS =
            "{\"format\":\"raygate-backup\",\"version\":1}\n{\"table\":\"tenants\",\"row\":{\"id\":\"\u00e4\"}}\n";

    @TempDir private Path folder;
    private Path file;
    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("raygate.backup");
        admin = FakeAdmin.start();
        commands =
                new CommandsUnderTest(folder)
                        .with("RAYGATE_ADMIN_URL", admin.url())
                        .with("RAYGATE_ADMIN_KEY", "rga_live_x");
    }

    @AfterEach
    void end() {
        admin.close();
    }

    private static String whole() {
        return ROWS + "{\"end\":{\"rows\":1,\"sha256\":\"" + sha256(ROWS) + "\"}}\n";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertNothingBeside(Path... files) throws IOException {
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(files);
        }
    }

    @Test
    void isSavedForItsOwnerAlone() throws IOException {
        admin.on("GET /v1/backup", 200, whole());
        assertThat(commands.run("backup save " + file)).as(commands.err()).isZero();
        assertThat(file).hasContent(whole());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(commands.err()).contains("1 rows");
        assertNothingBeside(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ROWS,
                "{\"end\":{\"rows\":1,\"sha256\":\"00\"}}\n",
                "not json\n",
                "{\"end\":7}\n"
            })
    void whatIsNotWholeIsNotSaved(String text) throws IOException {
        admin.on("GET /v1/backup", 200, text);
        assertThat(commands.run("backup save " + file)).isEqualTo(1);
        assertThat(commands.err()).contains("cut off").doesNotContain("Exception");
        assertNothingBeside();
    }

    @Test
    void aFileThatIsThereIsOnlyWrittenOverWithConsent() throws IOException {
        admin.on("GET /v1/backup", 200, whole());
        Files.writeString(file, "the old one");
        assertThat(commands.run("backup save " + file)).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("the old one");
        assertThat(commands.err()).contains(file.toString(), "--yes");
        assertThat(commands.run("backup save --yes " + file)).isZero();
        assertThat(file).hasContent(whole());
    }

    @Test
    void aRefusalLeavesTheFileThatIsThere() throws IOException {
        admin.on(
                "GET /v1/backup", 403, "{\"title\":\"Forbidden\",\"code\":\"insufficient_scope\"}");
        Files.writeString(file, "the old one");
        assertThat(commands.run("backup save --yes " + file)).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(file).hasContent("the old one");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        admin.on("GET /v1/backup", 200, whole());
        assertThat(commands.run("backup save /nowhere/at/all")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("raygate: there is no folder /nowhere/at\n");
    }

    @Test
    void anExportIsPrintedAsItComesAndHasAnEnd() {
        String lines = "{\"type\":\"tenant\",\"id\":\"acme\"}\n{\"type\":\"end\",\"items\":1}\n";
        admin.on("GET /v1/export", 200, lines);
        assertThat(commands.run("backup export")).isZero();
        assertThat(commands.out()).isEqualTo(lines);
        admin.on("GET /v1/export", 200, "{\"type\":\"tenant\"}\n");
        commands.run("backup export");
        assertThat(commands.run("backup export")).isEqualTo(1);
        assertThat(commands.err()).contains("cut off");
    }
}
