package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.cli.ExitCode;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code validate --against} says of a file and a gateway that runs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ValidateAgainstIT {
    private static final String ROUTES =
            """
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}
            """;

    /** A port of old that nothing listens on. */
    private static final int NOBODY = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir private Path folder;

    private int validate(Path file, int port, String... more) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("HOME", folder.toString())::get);
        List<String> words =
                new ArrayList<>(List.of(file.toString(), "--against", "http://127.0.0.1:" + port));
        words.addAll(List.of(more));
        return new CommandLine(new ValidateCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(words.toArray(String[]::new));
    }

    private Path changed(GatewayUnderTest gateway) throws IOException {
        return Files.writeString(
                folder.resolve("next.yaml"),
                Files.readString(gateway.file()) + "drain: {delay: 7s}\n");
    }

    @Test
    void showsWordsOfSetsOfLimitsOneByOne() throws IOException {
        String few = "limits: {few: {requests: {rate: 1/s}}, gone: {concurrency: 1}}\n";
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ROUTES + few)) {
            String next =
                    Files.readString(gateway.file())
                            .replace("rate: 1/s", "rate: 2/s")
                            .replace(", gone: {concurrency: 1}", "");
            Path file = Files.writeString(folder.resolve("next.yaml"), next);
            validate(file, gateway.gateway().adminPort(), "--output", "json");
            JsonArray changes =
                    new JsonObject(out.toString(StandardCharsets.UTF_8)).getJsonArray("changes");
            assertThat(changes.stream().map(it -> ((JsonObject) it).getString("path")))
                    .contains("limits.few.requests.rate", "limits.gone");
            assertThat(changes.stream().map(it -> ((JsonObject) it).getBoolean("needsRestart")))
                    .containsOnly(false);
        }
    }

    @Test
    void showsWhatWouldChange() throws IOException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ROUTES)) {
            int port = gateway.gateway().adminPort();
            assertThat(validate(changed(gateway), port, "--output", "json"))
                    .isEqualTo(ExitCode.DONE);
            JsonObject said = new JsonObject(out.toString(StandardCharsets.UTF_8));
            assertThat(said.getBoolean("valid")).isTrue();
            assertThat(said.getJsonArray("changes"))
                    .isEqualTo(
                            new JsonArray()
                                    .add(
                                            new JsonObject()
                                                    .put("path", "drain.delay")
                                                    .put("before", "5s")
                                                    .put("after", "7s")
                                                    .put("needsRestart", false)));
            out.reset();
            validate(changed(gateway), port);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("next.yaml: valid")
                    .containsPattern("drain.delay +5s +7s +false");
        }
    }

    @Test
    void saysThatTheSameFileChangesNothing() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ROUTES)) {
            assertThat(validate(gateway.file(), gateway.gateway().adminPort()))
                    .isEqualTo(ExitCode.DONE);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("changes nothing in http://");
        }
    }

    @Test
    void asksForACredentialWhereThereIsAStore() throws IOException {
        String state = "state: {folder: \"" + folder + "/state\"}\n";
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ROUTES + state)) {
            assertThat(validate(changed(gateway), gateway.gateway().adminPort()))
                    .isEqualTo(ExitCode.NOT_ALLOWED);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("raygate login");
        }
    }

    @Test
    void aFaultyFileIsNotSentAndASilentGatewayIsNamed() throws IOException {
        Path faulty = Files.writeString(folder.resolve("faulty.yaml"), "version: 2\n");
        assertThat(validate(faulty, NOBODY)).isEqualTo(ExitCode.INVALID_CONFIGURATION);
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("cannot be reached");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ROUTES)) {
            assertThat(validate(changed(gateway), NOBODY)).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be reached");
        }
    }
}
