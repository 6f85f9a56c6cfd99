package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys made elsewhere come in by lines, and each line at fault is named. */
class KeyImportTest {
    private static final String TAKEN = "{\"status\":201,\"id\":\"K\",\"errors\":[]}";

    @TempDir private Path folder;
    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start() throws IOException {
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

    private int load(String text) throws IOException {
        Path file = Files.writeString(file(), text);
        return commands.run("key import " + file);
    }

    private Path file() {
        return folder.resolve("keys");
    }

    private void answers(String... items) {
        admin.on("POST /v1/keys/import", 200, "{\"items\":[" + String.join(",", items) + "]}");
    }

    private JsonArray sent() {
        return new JsonObject(admin.asked().getFirst().body()).getJsonArray("items");
    }

    @Test
    void takesLinesWithCommas() throws IOException {
        answers(TAKEN, TAKEN, TAKEN);
        assertThat(
                        load(
                                "hash,name,tenant,scopes\nsha256:00,a,acme,infer read\n\n sha256:01 , b , acme ,\nsha256:02,c,acme\r\n"))
                .as(commands.err())
                .isZero();
        assertThat(sent())
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"hash":"sha256:00","name":"a","tenant":"acme","scopes":["infer","read"]},
                                 {"hash":"sha256:01","name":"b","tenant":"acme"},
                                 {"hash":"sha256:02","name":"c","tenant":"acme"}]"""));
        assertThat(commands.out()).isEqualTo("line  id  error\n2     K\n4     K\n5     K\n");
        assertThat(commands.err()).isEqualTo("3 imported, 0 refused.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,a,acme", "sha256:%s,a,acme", "{\"hash\":\"%s\",\"name\":\"a\"}"})
    void aHashMayBeBareAsSha256sumPrintsIt(String line) throws IOException {
        String hash = "0123456789abcdef".repeat(4);
        answers(TAKEN);
        assertThat(load(line.formatted(hash))).as(commands.err()).isZero();
        assertThat(sent().getJsonObject(0).getString("hash")).isEqualTo("sha256:" + hash);
    }

    @Test
    void takesLinesOfJsonAsTheyAre() throws IOException {
        answers(TAKEN);
        String line =
                "{\"hash\":\"sha256:00\",\"name\":\"a\",\"tenant\":\"acme\",\"allowedCidrs\":[\"10.0.0.0/8\"]}";
        assertThat(load(line)).isZero();
        assertThat(sent()).isEqualTo(new JsonArray().add(new JsonObject(line)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sha256:00,a|:2:11: is neither",
                "sha256:00,a,acme,infer,more|:2:27: is neither",
                "\"sha256:00\",a,acme|:2:1: quotes",
                "{\"hash\": \"sha256:00\",}|:2: is not one JSON object within bounds: see character 22",
                "{\"name\": \"a\", \"name\": \"b\"}|:2: /name: is there twice",
                "{} {}|:2: is not one JSON object"
            })
    void aLineThatCannotBeReadIsNamedAndNothingIsSent(String line, String said) throws IOException {
        assertThat(load("sha256:00,ok,acme\n" + line + "\n")).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains(file() + said);
        assertThat(admin.asked()).isEmpty();
    }

    @Test
    void eachKeyThatIsRefusedIsNamedOnceWithItsLine() throws IOException {
        answers(
                TAKEN,
                "{\"status\":409,\"id\":null,\"errors\":[{\"pointer\":\"/items/1/hash\",\"detail\":\"is known\"}]}",
                "{\"status\":400,\"id\":null,\"errors\":[{\"pointer\":\"/items/2/tenant\",\"detail\":\"is not there\"}]}");
        assertThat(load("sha256:00,a,acme\n\nsha256:00,b,acme\nsha256:01,c,nobody\n")).isEqualTo(1);
        assertThat(commands.out())
                .isEqualTo(
                        """
                        line  id  error
                        1     K
                        3         hash: is known
                        4         tenant: is not there
                        """);
        assertThat(commands.err()).isEqualTo("1 imported, 2 refused.\n");
        for (String how : List.of("--quiet", "--output json")) {
            assertThat(commands.run("key import " + how + " " + file())).isEqualTo(1);
            assertThat(commands.err())
                    .isEqualTo(
                            "%1$s:3:1: hash: is known\n%1$s:4:13: tenant: is not there\n1 imported, 2 refused.\n"
                                    .formatted(file()));
        }
    }

    @Test
    void quietPrintsTheIdsOfNewKeysAlone() throws IOException {
        answers(TAKEN, "{\"status\":409,\"id\":null,\"errors\":[]}");
        Files.writeString(file(), "sha256:00,a,acme\nsha256:01,b,acme");
        assertThat(commands.run("key import --quiet " + file())).isEqualTo(1);
        assertThat(commands.out()).isEqualTo("K\n");
    }

    @Test
    void aRequestThatIsRefusedWholeNamesItsLines() throws IOException {
        admin.on(
                "POST /v1/keys/import",
                400,
                """
                {"title":"Bad Request","code":"invalid_request","errors":[
                  {"pointer":"/items/1/scopes/0","detail":"unknown"},{"pointer":"/items","detail":"too much"}]}""");
        assertThat(
                        load(
                                "{\"hash\":\"sha256:00\",\"name\":\"a\",\"tenant\":\"t\"}\n{\"hash\":\"sha256:01\",\"scopes\":[\"x\"]}\n"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(commands.err())
                .isEqualTo(
                        file()
                                + ":2:21: scopes: unknown\nraygate: Bad Request\n  /items: too much\n");
        assertThat(commands.out()).isEmpty();
    }

    @Test
    void goesByThousandsAndSaysHowFarItCame() throws IOException {
        String lines =
                String.join(
                        "\n", IntStream.range(0, 1_001).mapToObj(i -> "h" + i + ",a,t").toList());
        JsonArray taken = new JsonArray();
        IntStream.range(0, 1_000).forEach(_ -> taken.add(new JsonObject(TAKEN)));
        admin.on("POST /v1/keys/import", 200, new JsonObject().put("items", taken))
                .on("POST /v1/keys/import", 503, "{\"title\":\"Unavailable\"}");
        assertThat(load(lines)).isEqualTo(1);
        assertThat(sent()).hasSize(1_000);
        assertThat(new JsonObject(admin.asked().getLast().body()).getJsonArray("items")).hasSize(1);
        assertThat(commands.err()).startsWith("1000 keys were imported before this:\n");
        assertThat(commands.out().lines()).as("ids that nothing else tells").hasSize(1_001);
    }

    @Test
    void aFileWithoutKeysOrOfOtherOctetsIsNamed() throws IOException {
        assertThat(load("\n\n")).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains(file() + " holds no key");
        Files.write(file(), "sha256:00,\u00e4,acme".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(commands.run("key import " + file())).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("is not UTF-8");
    }

    @Test
    void aFileThatCannotBeReadIsToldInTheWordsOfPeople() {
        assertThat(commands.run("key import /nowhere")).isEqualTo(1);
        assertThat(commands.err())
                .isEqualTo("raygate: /nowhere cannot be read: there is no such file\n");
        assertThat(commands.run("key import " + folder)).isEqualTo(1);
        assertThat(commands.err())
                .startsWith("raygate: " + folder + " cannot be read: ")
                .doesNotContain("java", "Exception", "null");
    }

    @Test
    void scriptsGetEachAnswer() throws IOException {
        answers(TAKEN);
        Files.writeString(file(), "sha256:00,a,acme");
        assertThat(commands.run("key import --output json " + file())).isZero();
        assertThat(new JsonObject(commands.out()).getJsonArray("items"))
                .isEqualTo(new JsonArray().add(new JsonObject(TAKEN)));
    }
}
