package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code validate} says of what a configuration refers to (S-94, S-97). */
class ValidateCommandTest {
    private static final String ROUTES =
            "routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {a: 1}}}}\n";
    private static final String PLAIN =
            "version: 1\nlisteners: {http: {address: \"127.0.0.1:0\"}}\n"
                    + "clusters: {a: {endpoints: [http://127.0.0.1:1]}}\n"
                    + ROUTES;

    @TempDir private Path folder;

    private JsonObject validate(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("main.yaml"), yaml);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        Map.of("EMPTY", "  ", "LINES", "one\ntwo", "GOOD", "secret")::get);
        new CommandLine(new ValidateCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(file.toString(), "--output", "json");
        return new JsonObject(out.toString(StandardCharsets.UTF_8));
    }

    private static String place(Object problem) {
        JsonObject fault = (JsonObject) problem;
        return "%s:%d:%d %s"
                .formatted(
                        Path.of(fault.getString("file")).getFileName(),
                        fault.getInteger("line"),
                        fault.getInteger("column"),
                        fault.getString("path"));
    }

    /** S-97: whichever part of the gateway finds a fault, they come in the order of the files. */
    @Test
    void faultsComeInTheOrderOfTheFiles() throws IOException {
        Files.writeString(
                folder.resolve("included.yaml"),
                """
                clusters:
                  c: {endpoints: [http://127.0.0.1:2], credential: {header: X-A, value: {env: ABSENT}}}
                listeners:
                  second: {address: "127.0.0.1:0", tls: {certificates: [{names: [b.example], certificate: absent.crt, key: {file: absent.key}}]}}
                """);
        JsonArray faults =
                validate(
                                """
                                version: 1
                                include: [included.yaml]
                                ops:
                                  token: {env: ABSENT}
                                auth: {jwt: {corp: {issuer: a, audiences: [a], jwks: {file: absent.jwks}}}}
                                listeners:
                                  first: {address: "127.0.0.1:0", tls: {certificates: [{names: [a.example], certificate: absent.crt, key: {file: absent.key}}]}}
                                clusters:
                                  b: {endpoints: [http://127.0.0.1:2], credential: {header: X-A, value: {env: LINES}}}
                                  a: {endpoints: [http://127.0.0.1:1], credential: {header: X-A, value: {env: EMPTY}}}
                                """
                                        + ROUTES)
                        .getJsonArray("errors");
        assertThat(faults.stream().map(ValidateCommandTest::place))
                .containsExactly(
                        "main.yaml:4:3 ops.token",
                        "main.yaml:5:48 auth.jwt.corp.jwks",
                        "main.yaml:7:90 listeners.first.tls.certificates[0].certificate",
                        "main.yaml:7:102 listeners.first.tls.certificates[0].key",
                        "main.yaml:9:66 clusters.b.credential.value",
                        "main.yaml:10:66 clusters.a.credential.value",
                        "included.yaml:2:66 clusters.c.credential.value",
                        "included.yaml:4:91 listeners.second.tls.certificates[0].certificate",
                        "included.yaml:4:103 listeners.second.tls.certificates[0].key");
    }

    /** S-93, S-94. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{env: ABSENT}",
                "{env: EMPTY}",
                "{env: LINES}",
                "{file: absent}",
                "{file: .}"
            })
    void anOpsTokenThatCannotBeUsedIsAFault(String secret) throws IOException {
        JsonObject said = validate(PLAIN + "ops: {token: " + secret + "}\n");
        assertThat(said.getJsonArray("errors"))
                .singleElement()
                .extracting(ValidateCommandTest::place)
                .isEqualTo("main.yaml:5:7 ops.token");
    }

    /** S-93. */
    @Test
    void anOpsTokenThatIsThereIsNoFault() throws IOException {
        assertThat(validate(PLAIN + "ops: {token: {env: GOOD}}\n").getBoolean("valid")).isTrue();
    }
}
