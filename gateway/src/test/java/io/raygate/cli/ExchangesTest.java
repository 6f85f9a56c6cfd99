package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To whom a credential goes, what is asked first, and how a command ends. */
class ExchangesTest {
    @TempDir private Path home;
    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start() throws IOException {
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
    @CsvSource({
        "400, invalid_request, 2, /name: 1 to 64",
        "401, authentication_required, 5, unset RAYGATE_ADMIN_KEY or put a valid key in it",
        "401, invalid_api_key, 5, unset RAYGATE_ADMIN_KEY or put a valid key in it",
        "403, insufficient_scope, 5, raygate login --status",
        "403, tenant_suspended, 5, what to do",
        "404, not_found, 6, what to do",
        "409, conflict, 7, what to do",
        "412, precondition_failed, 7, try again",
        "422, idempotency_key_reused, 7, what to do",
        "429, auth_throttled, 1, wait 17 s",
        "503, credential_store_unavailable, 1, state.folder",
        "500, internal_error, 1, what to do"
    })
    void aRefusalTellsScriptsByItsCodeAndPeopleTheNextStep(
            int status, String code, int exit, String next) {
        String problem =
                """
                {"type": "urn:x", "title": "The title", "status": %d, "code": "%s", "detail": "what to do",
                 "retryAfter": 17, "errors": [{"pointer": "/name", "detail": "1 to 64"}]}
                """
                        .formatted(status, code);
        admin.on("GET /v1/keys/K1", status, problem);
        assertThat(commands.run("key show K1")).isEqualTo(exit);
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err())
                .startsWith("raygate: The title: what to do\n  /name: 1 to 64\n")
                .contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key create ci | POST /v1/keys | /tenant | --tenant",
                "key create ci | POST /v1/keys | /name | NAME",
                "key create ci | POST /v1/keys | /allowedCidrs/1 | --cidr number 2",
                "key create ci | POST /v1/keys | /meta/a b | --meta a b",
                "key set K1 --name x | PATCH /v1/keys/K1 | /name | --name",
                "key set K1 | PATCH /v1/keys/K1 | /environment | /environment",
                "key list --tenant A/ | GET /v1/keys?limit=200&tenant=A%2F | /tenant | --tenant",
                "tenant create A/ | POST /v1/tenants | /id | ID",
                "tenant create a | POST /v1/tenants | /maxKeyLife | --max-key-life",
                "token revoke corp jti | POST /v1/revocations | /value | VALUE",
                "token revoke corp jti | POST /v1/revocations | /expiresAt | --until",
                "admin-key create a --role tenant | POST /v1/admin-keys | /tenant | --tenant",
                "key report-leak --yes | POST /v1/keys/report-leak | /url | --url",
                "key create ci | POST /v1/keys | '' | ''",
            })
    void aFaultIsNamedAsTheCommandHasItAndIsWrongUsage(
            String words, String line, String pointer, String named) {
        admin.on(line, 400, problem(pointer, "is missing"));
        assertThat(commands.input("rg_live_x").run(words)).isEqualTo(ExitCode.USAGE);
        String told = named.isEmpty() ? "is missing" : named + ": is missing";
        assertThat(commands.err()).isEqualTo("raygate: It does not fit\n  " + told + "\n");
    }

    @Test
    void anExpiryIsToldWithTheWordOfItsOption() {
        admin.on("POST /v1/keys", 400, problem("/expiresAt", "is past; give a later time or none"));
        commands.run("key create ci");
        assertThat(commands.err()).contains("--expires: is past; give a later time or never\n");
    }

    private static String problem(String pointer, String detail) {
        return """
               {"title":"It does not fit","code":"invalid_request","errors":[{"pointer":"%s","detail":"%s"}]}"""
                .formatted(pointer, detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key show ci | GET /v1/keys/ci | there is no key ci | raygate key list --name ci",
                "key enable ci | PATCH /v1/keys/ci | there is no key ci | raygate key list --name ci",
                "tenant show acme | GET /v1/tenants/acme | there is no tenant acme | raygate tenant list",
                "admin-key show K1 | GET /v1/admin-keys/K1 | there is no admin credential K1 | raygate admin-key list",
                "token restore R1 | DELETE /v1/revocations/R1 | there is no revocation R1 | raygate token revocations",
                "key report-leak --yes | POST /v1/keys/report-leak | has no such key | no such key",
            })
    void whatIsNotThereIsNamedWithWhereToLook(String words, String line, String said, String next) {
        admin.on(line, 404, "{\"title\":\"Nothing is here\",\"code\":\"not_found\"}");
        assertThat(commands.input("rg_live_x").run(words)).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(commands.err()).startsWith("raygate: Nothing is here: ").contains(said, next);
    }

    /** What another operator typed comes back in details. */
    @Test
    void aRefusalNeverSteersTheTerminal() {
        admin.on(
                "GET /v1/keys/K1",
                404,
                "{\"title\":\"a\\u001b[2J\",\"detail\":\"b\\u202e\",\"errors\":[{\"pointer\":\"/\\r\",\"detail\":\"\\u0007\"}]}");
        commands.run("key show K1");
        assertThat(commands.err()).isEqualTo("raygate: a?[2J: b?\n  /?: ?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[1]", "\"text\""})
    void whatIsNoAdminListenerIsCalledSo(String body) {
        admin.on("GET /v1/keys/K1", 502, body);
        assertThat(commands.run("key show K1")).isEqualTo(1);
        assertThat(commands.err()).contains("is no admin listener of raygate", "502");
    }

    @Test
    void aGatewayThatDoesNotRunIsUnreachable() {
        String url = "http://127.0.0.1:" + FaultyUpstream.closedPort();
        assertThat(commands.run("status --admin-url " + url)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(commands.err())
                .contains(url + " cannot be reached (", "does the gateway run")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gateway.example.com:9090",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://[::2]:9090",
                "ftp://127.0.0.1",
                "127.0.0.1:9090",
                "localhost:9090",
                "http://127.0.0.1/v1",
                "http://127.0.0.1?x=1",
                "http://127.0.0.1#x",
                "http://user:hunter2@127.0.0.1",
                "http:// ",
                "http:"
            })
    void aCredentialNeverTravelsInClearOrToWhereNobodyMeant(String url) {
        assertThat(commands.run(java.util.List.of("status", "--admin-url", url)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("http").doesNotContain("hunter2", "Exception");
    }

    @Test
    void anAuthorityOfOnesOwnIsBelievedWhereItIsNamed(@TempDir Path folder)
            throws IOException, GeneralSecurityException {
        TestCertificates certificates = new TestCertificates(folder);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                certificates
                        .issue(Algorithm.ecp256, "localhost")
                        .toKeyManagerFactory()
                        .getKeyManagers(),
                null,
                null);
        try (FakeAdmin secure = FakeAdmin.secure(context)) {
            secure.on("GET /v1/status", 200, "{\"snapshot\":1,\"clusters\":{}}");
            String status = "status --admin-url " + secure.url();
            assertThat(commands.run(status)).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(commands.err()).contains("--ca");
            assertThat(secure.asked()).isEmpty();
            assertThat(commands.run(status + " --ca " + certificates.authorityFile())).isZero();
            assertThat(commands.run(status + " --ca /nowhere")).isEqualTo(ExitCode.USAGE);
            certificates.write("empty.pem", "");
            assertThat(commands.run(status + " --ca " + folder.resolve("empty.pem")))
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant delete acme",
                "key revoke K1",
                "key report-leak",
                "admin-key revoke K1",
            })
    void whatCannotBeUndoneIsRefusedWhereNobodyCanBeAsked(String words) {
        assertThat(commands.input("rg_live_x").run(words)).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("cannot be undone", "--yes");
        assertThat(admin.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"y, true", "Y, true", "n, false", "'', false", "yes please, false"})
    void whatCannotBeUndoneIsAskedAtATerminal(String answer, boolean done) {
        admin.on("DELETE /v1/tenants/acme", 204, "");
        int code = commands.answering(answer).run("tenant delete acme");
        assertThat(code).isEqualTo(done ? 0 : 1);
        assertThat(admin.asked()).hasSize(done ? 1 : 0);
        assertThat(commands.questions())
                .containsExactly("Deleting the tenant acme cannot be undone. Go on? [y/N] ");
    }

    @Test
    void anEndOfInputIsNoConsent() {
        assertThat(commands.answering().run("tenant delete acme")).isEqualTo(1);
        assertThat(admin.asked()).isEmpty();
    }

    @Test
    void aLeakedKeyIsTypedUnseenAfterConsent() {
        admin.on("POST /v1/keys/report-leak", 200, "{\"id\":\"K1\"}");
        assertThat(commands.answering("y", "rg_live_leaked").run("key report-leak")).isZero();
        assertThat(commands.questions())
                .containsExactly(
                        "Revoking a leaked key cannot be undone. Go on? [y/N] ",
                        "unseen: The leaked key: ");
        assertThat(commands.out() + commands.err()).doesNotContain("rg_live_leaked");
    }

    @Test
    void aTrialSaysThatNothingWasDone() {
        admin.on("POST /v1/tenants?dryRun=true", 201, "{\"id\":\"acme\"}");
        assertThat(commands.run("tenant create acme --dry-run")).isZero();
        assertThat(commands.err()).contains("nothing was done");
    }

    @ParameterizedTest
    @CsvSource({
        "token restore R1, /v1/revocations/R1, The revocation R1 is lifted.",
        "tenant delete acme --yes, /v1/tenants/acme, The tenant acme is deleted."
    })
    void whatIsTakenAwayIsSaid(String words, String path, String said) {
        admin.on("DELETE " + path, 204, "").on("DELETE " + path + "?dryRun=true", 204, "");
        assertThat(commands.run(words)).isZero();
        assertThat(commands.err()).isEqualTo(said + "\n");
        assertThat(commands.run(words + " --dry-run")).isZero();
        assertThat(commands.err()).isEqualTo("Tried only: nothing was done.\n");
    }

    @Test
    void aBrokenAuditEndsWithOne() {
        admin.on(
                "GET /v1/audit/verify",
                200,
                "{\"intact\":false,\"entries\":3,\"head\":\"ab\",\"fault\":\"entry 2 was changed\"}");
        assertThat(commands.run("audit verify")).isEqualTo(1);
        assertThat(commands.out()).contains("entry 2 was changed");
    }
}
