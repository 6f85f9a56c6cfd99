package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-89: the first credential is made on the gateway's own machine; credentials are kept unseen. */
class LoginCommandTest {
    private static final String WHO =
            "{\"id\":\"A1\",\"name\":\"alice\",\"role\":\"owner\",\"scopes\":[\"admin:read\",\"keys:write\"],\"tenant\":null}";
    private static final String REFUSED =
            "{\"title\":\"Unauthorized\",\"code\":\"invalid_api_key\",\"status\":401}";

    @TempDir private Path home;
    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start() throws IOException {
        admin = FakeAdmin.start();
        commands = new CommandsUnderTest(home).with("RAYGATE_ADMIN_URL", admin.url());
    }

    @AfterEach
    void end() {
        admin.close();
    }

    private Path state() throws IOException {
        Path state = Files.createDirectories(home.resolve("state"));
        Files.writeString(state.resolve("bootstrap"), "first-secret\n");
        return state;
    }

    private void makesOwners() {
        admin.on("POST /v1/bootstrap", 201, "{\"id\":\"A1\",\"key\":\"rga_live_made\"}")
                .on("GET /v1/whoami", 200, WHO);
    }

    private JsonObject kept() throws IOException {
        return new JsonObject(Files.readString(commands.credentials()));
    }

    private Path folder() {
        return home.resolve(".config/raygate");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theFirstCredentialIsMadeFromTheStateFolderAndKeptUnseen() throws IOException {
        makesOwners();
        assertThat(commands.run("login --bootstrap --name alice --state " + state()))
                .as(commands.err())
                .isZero();
        FakeAdmin.Asked made = admin.asked().getFirst();
        assertThat(made.header("Authorization")).isEqualTo("Bearer first-secret");
        assertThat(made.body()).isEqualTo("{\"name\":\"alice\"}");
        assertThat(kept()).isEqualTo(new JsonObject().put(admin.url(), "rga_live_made"));
        assertThat(rights(commands.credentials())).isEqualTo("rw-------");
        assertThat(rights(folder())).isEqualTo("rwx------");
        assertThat(commands.out()).contains("alice", "owner");
        assertThat(commands.out() + commands.err()).doesNotContain("rga_live_made", "first-secret");
        try (var left = Files.list(folder())) {
            assertThat(left).containsExactly(commands.credentials());
        }
    }

    @Test
    void theConfigurationFileNamesTheStateFolder() throws IOException {
        makesOwners();
        Path config = state().resolveSibling("raygate.yaml"); // by CommandsUnderTest
        assertThat(commands.run("login --bootstrap --config " + config)).isZero();
        assertThat(commands.run("login --bootstrap --config " + config + " --state " + state()))
                .as("both")
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theConfigurationFileNamesTheGatewayWhereNobodyElseDoes() throws IOException {
        makesOwners();
        Path config = state().resolveSibling("raygate.yaml");
        String login = "login --bootstrap --config " + config;
        commands.without("RAYGATE_ADMIN_URL").configured(admin.url());
        assertThat(commands.run(login)).as(commands.err()).isZero();
        assertThat(kept().fieldNames()).containsExactly(admin.url());
        commands.configured("http://127.0.0.1:1").with("RAYGATE_ADMIN_URL", admin.url());
        assertThat(commands.run(login)).isZero();
        commands.with("RAYGATE_ADMIN_URL", "http://127.0.0.1:1");
        assertThat(commands.run(login + " --admin-url " + admin.url())).isZero();
    }

    @Test
    void whatIsMadeIsKeptEvenIfTheGatewayIsThenGone() throws IOException {
        admin.on("POST /v1/bootstrap", 201, "{\"id\":\"A1\",\"key\":\"rga_live_made\"}")
                .on("GET /v1/whoami", 503, "{\"title\":\"Unavailable\"}");
        assertThat(commands.run("login --bootstrap --state " + state())).isEqualTo(1);
        assertThat(kept().getString(admin.url())).isEqualTo("rga_live_made");
    }

    @Test
    void theSecretOfAnotherGatewayIsSentOnceAndNamed() throws IOException {
        admin.on("POST /v1/bootstrap", 401, REFUSED);
        Path state = state();
        assertThat(commands.run("login --bootstrap --state " + state))
                .isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(commands.err())
                .contains(state.resolve("bootstrap").toString(), "--state")
                .doesNotContain("first-secret");
        assertThat(admin.asked()).hasSize(1);
        assertThat(commands.credentials()).doesNotExist();
    }

    /** The secret works once: asked again it would only count as a wrong one. */
    @Test
    void aBrokenConnectionIsNotTriedAgain() throws IOException {
        admin.breaksOn("POST /v1/bootstrap");
        assertThat(commands.run("login --bootstrap --state " + state()))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(admin.asked()).hasSize(1);
    }

    @Test
    void aStateFolderThatCannotBeReadIsNamedWithTheRemedy() {
        assertThat(commands.run("login --bootstrap --state /nowhere")).isEqualTo(1);
        assertThat(commands.err()).contains("/nowhere/bootstrap", "--config or --state");
        assertThat(admin.asked()).isEmpty();
    }

    @Test
    void aCredentialComesFromStandardInput() throws IOException {
        admin.on("GET /v1/whoami", 200, WHO);
        assertThat(commands.input("rga_live_given\r\n").run("login --output json")).isZero();
        assertThat(new JsonObject(commands.out())).isEqualTo(new JsonObject(WHO));
        assertThat(kept().getString(admin.url())).isEqualTo("rga_live_given");
    }

    @Test
    void aCredentialIsTypedUnseenAtATerminal() throws IOException {
        admin.on("GET /v1/whoami", 200, WHO);
        assertThat(commands.answering("rga_live_typed").run("login")).isZero();
        assertThat(commands.questions()).containsExactly("unseen: The admin credential: ");
        assertThat(kept().getString(admin.url())).isEqualTo("rga_live_typed");
    }

    @Test
    void aCredentialThatTheGatewayDoesNotTakeIsNotKept() {
        admin.on("GET /v1/whoami", 401, REFUSED);
        assertThat(commands.input("rga_live_wrong").run("login")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(commands.credentials()).doesNotExist();
        assertThat(commands.err())
                .contains("log in anew with 'raygate login'")
                .doesNotContain("rga_live_wrong");
    }

    /** Logging in anew would not help. */
    @Test
    void aWrongCredentialOfTheEnvironmentIsNamed() {
        admin.on("GET /v1/whoami", 401, REFUSED);
        commands.with("RAYGATE_ADMIN_KEY", "rga_live_wrong");
        assertThat(commands.run("login --status")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(commands.err())
                .contains("unset RAYGATE_ADMIN_KEY or put a valid key in it")
                .doesNotContain("log in anew", "rga_live_wrong");
        assertThat(commands.input("rga_live_typed").run("login")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(commands.err()).as("of what was typed").contains("log in anew");
    }

    @Test
    void whoeverLogsInOrOutHearsOfTheVariableThatGoesBefore() {
        String said = "RAYGATE_ADMIN_KEY is set and goes before what is kept";
        admin.on("GET /v1/whoami", 200, WHO);
        assertThat(commands.input("rga_live_given").run("login")).isZero();
        assertThat(commands.err()).doesNotContain("RAYGATE_ADMIN_KEY");
        commands.with("RAYGATE_ADMIN_KEY", "rga_live_other");
        assertThat(commands.run("login")).isZero();
        assertThat(commands.err().lines().filter(it -> it.startsWith(said))).hasSize(1);
        assertThat(commands.run("login --forget")).isZero();
        assertThat(commands.err()).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "   \nrga_live_x"})
    void nothingOnStandardInputIsWrongUsage(String input) {
        assertThat(commands.input(input).run("login")).isEqualTo(ExitCode.USAGE);
        assertThat(admin.asked()).isEmpty();
    }

    @Test
    void whatNeverEndsIsNoCredential() {
        assertThat(commands.input("x".repeat(10_000)).run("login")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theKeptCredentialServesTheCommandsThatFollow() {
        admin.on("GET /v1/whoami", 200, WHO);
        commands.input("rga_live_given").run("login");
        commands.without("RAYGATE_ADMIN_URL");
        assertThat(commands.run("login --status")).as("the only gateway known").isZero();
        assertThat(admin.asked().getLast().header("Authorization"))
                .isEqualTo("Bearer rga_live_given");
        commands.with("RAYGATE_ADMIN_KEY", "rga_live_of_the_environment").run("login --status");
        assertThat(admin.asked().getLast().header("Authorization"))
                .isEqualTo("Bearer rga_live_of_the_environment");
    }

    @Test
    void loggedOutNothingIsSent() throws IOException {
        admin.on("GET /v1/whoami", 200, WHO);
        commands.input("rga_live_given").run("login");
        assertThat(commands.run("login --forget")).isZero();
        assertThat(kept()).isEmpty();
        commands.run("login --status");
        assertThat(admin.asked().getLast().header("Authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw----", "rwx------"})
    void aFileThatOthersCanReadIsRefusedWithTheRemedy(String rights) throws IOException {
        admin.on("GET /v1/whoami", 200, WHO);
        commands.input("rga_live_given").run("login");
        Files.setPosixFilePermissions(
                commands.credentials(), PosixFilePermissions.fromString(rights));
        int before = admin.asked().size();
        assertThat(commands.run("login --status")).isEqualTo(1);
        assertThat(commands.err()).contains("chmod 600 " + commands.credentials());
        assertThat(admin.asked()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"http://127.0.0.1\":7}"})
    void aFileThatIsNoneIsNamedWithoutWhatStandsInIt(String text) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(commands.credentials(), text);
        Files.setPosixFilePermissions(
                commands.credentials(), PosixFilePermissions.fromString("rw-------"));
        assertThat(commands.run("login --status")).isEqualTo(1);
        assertThat(commands.err()).contains(commands.credentials().toString(), "log in anew");
        assertThat(commands.err()).doesNotContain("Exception");
    }

    @Test
    void withoutAHomeTheEnvironmentMustSayAll() {
        admin.on("GET /v1/whoami", 200, WHO);
        commands.without("HOME");
        assertThat(commands.run("login --status")).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("XDG_CONFIG_HOME");
        assertThat(commands.with("RAYGATE_ADMIN_KEY", "rga_live_x").run("login --status")).isZero();
    }
}
