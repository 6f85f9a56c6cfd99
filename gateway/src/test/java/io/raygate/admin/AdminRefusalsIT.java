package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin API does not do, and for whom. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdminRefusalsIT {
    private static final String NO_KEY = "0000000000000000000000";
    private static AdminUnderTest admin;

    @BeforeAll
    static void start() {
        admin = AdminUnderTest.start();
        admin.tenant("mine");
        admin.tenant("yours");
    }

    @AfterAll
    static void end() {
        admin.close();
    }

    private static AdminClient owner() {
        return admin.owner();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"a\",\"id\":\"b\"}|/id",
                "{\"id\":\"a\",\"nmae\":\"b\"}|/nmae",
                "{\"id\":\"a\",\"meta\":{\"x\":\"1\",\"x\":\"2\"}}|/meta/x",
                "{\"id\":\"a\",\"meta\":{\"x/y\":\"1\"}}|/meta/x~1y",
                "{\"id\":\"a\",\"meta\":{\"x\":1}}|/meta/x",
                "{\"id\":\"a b\"}|/id",
                "{\"id\":7}|/id",
                "{\"id\":null}|/id",
                "{}|/id",
                "{\"id\":\"a\",\"meta\":null}|/meta",
                "{\"id\":\"a\",\"suspended\":\"yes\"}|/suspended",
                "{\"id\":\"a\",\"maxKeyLife\":90}|/maxKeyLife",
                "{\"id\":\"a\",\"maxKeyLife\":\"90\"}|/maxKeyLife",
                "{\"id\":\"a\",\"maxKeyLife\":\"99999d\"}|/maxKeyLife",
                "{\"id\":\"a\"|''",
                "[]|''",
                "null|''",
                "{\"id\":\"a\",}|''",
                "{\"id\":\"\\ud800\"}|''"
            })
    void namesTheFieldThatDoesNotFit(String body, String pointer) {
        AdminClient.Reply reply = owner().post("/v1/tenants", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"allowedCidrs\":[\"10.0.0.1/8\"]}|/allowedCidrs/0",
                "{\"allowedCidrs\":[\"10.0.0.0/8\",\"x\"]}|/allowedCidrs/1",
                "{\"scopes\":[\"a\",\"a\"]}|/scopes/1",
                "{\"scopes\":\"a\"}|/scopes",
                "{\"expiresAt\":\"+12345-01-01T00:00:00Z\"}|/expiresAt",
                "{\"expiresAt\":\"2999-01-01\"}|/expiresAt",
                "{\"expiresAt\":\"1999-01-01T00:00:00Z\"}|/expiresAt",
                "{\"environment\":\"moon\"}|/environment",
                "{\"tenant\":\"nobody\"}|/tenant",
                "{\"enabled\":false}|/enabled"
            })
    void namesTheFieldOfAKeyThatDoesNotFit(String more, String pointer) {
        JsonObject body = new JsonObject().put("name", "ci").put("tenant", "mine");
        AdminClient.Reply reply =
                owner().post("/v1/keys", body.mergeIn(new JsonObject(more)).encode());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).containsExactly(pointer);
    }

    @Test
    void whatAKeyIsCannotBePatched() {
        String one = "/v1/keys/" + admin.key("mine").getString("id");
        assertThat(owner().patch(one, "{\"tenant\":\"yours\",\"id\":null}").pointers())
                .containsExactly("/id", "/tenant");
        assertThat(owner().patch(one, "{\"name\":null}").pointers()).containsExactly("/name");
    }

    /** Null takes away what can be taken away; a switch that is off stays off. */
    @Test
    void aSwitchCannotBeRemoved() {
        String key = "/v1/keys/" + admin.key("mine").getString("id");
        assertThat(owner().patch(key, "{\"enabled\":false}").status()).isEqualTo(200);
        assertThat(owner().patch(key, "{\"enabled\":null}").pointers()).containsExactly("/enabled");
        String tenant = "/v1/tenants/" + admin.tenant("switched");
        assertThat(owner().patch(tenant, "{\"suspended\":true}").status()).isEqualTo(200);
        assertThat(owner().patch(tenant, "{\"suspended\":null}").pointers())
                .containsExactly("/suspended");
    }

    @Test
    void depthAndLengthAreBounded() {
        String deep = "{\"meta\":".repeat(30) + "{}" + "}".repeat(30);
        assertThat(owner().post("/v1/tenants", deep).status()).isEqualTo(400);
        String digits = "{\"id\":" + "9".repeat(60_000) + "}";
        assertThat(owner().post("/v1/tenants", digits).status()).isEqualTo(400);
        String large = "{\"id\":\"" + "a".repeat(1024 * 1024) + "\"}";
        assertThat(owner().post("/v1/tenants", large).status()).isEqualTo(413);
    }

    @Test
    void bodiesAreOfTheirType() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
            AdminClient.Reply reply =
                    owner().post("/v1/tenants", "{\"id\":\"typed\"}", "Content-Type", type);
            assertThat(reply.status()).isEqualTo(415);
        }
        AdminClient.Reply reply =
                owner().post(
                                "/v1/tenants?dryRun=true",
                                "{\"id\":\"typed\"}",
                                "Content-Type",
                                "application/json; charset=utf-8");
        assertThat(reply.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/keys?limit=0, /limit",
        "/v1/keys?limit=201, /limit",
        "/v1/keys?limit=1&limit=2, /limit",
        "/v1/keys?cursor=!, /cursor",
        "/v1/keys?cursor=AAAA, /cursor",
        "/v1/keys?enabled=maybe, /enabled",
        "/v1/keys?colour=red, /colour",
        "/v1/audit?from=yesterday, /from",
        "/v1/tenants/mine?dryRun=true, /dryRun"
    })
    void namesTheParameterThatDoesNotFit(String path, String pointer) {
        AdminClient.Reply reply = owner().get(path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "W/\"3\"", "\"a\"", "\"1\", \"2\"", "\"1234567890123456789\""})
    void anIfMatchIsOneOfOurTags(String value) {
        AdminClient.Reply reply = owner().patch("/v1/tenants/mine", "{}", "If-Match", value);
        assertThat(reply.pointers()).containsExactly("/If-Match");
    }

    /** The answer may hold a key, so it lies sealed in the database. */
    @Test
    void theSameRequestIsAnsweredOnceMoreAndDoneOnce() throws IOException {
        String body = "{\"name\":\"idem\",\"tenant\":\"mine\"}";
        AdminClient.Reply first = owner().post("/v1/keys", body, "Idempotency-Key", "k-1");
        AdminClient.Reply again = owner().post("/v1/keys", body, "Idempotency-Key", "k-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("etag")).isEqualTo(first.header("etag"));
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(first.header("idempotent-replayed")).isEmpty();
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(owner().get("/v1/keys?name=idem").json().getJsonArray("items")).hasSize(1);

        AdminClient.Reply other =
                owner().post("/v1/keys", body.replace("idem", "idem2"), "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        AdminClient.Reply elsewhere =
                owner().post("/v1/tenants", "{\"id\":\"x\"}", "Idempotency-Key", "k-1");
        assertThat(elsewhere.status()).isEqualTo(422);
        AdminClient.Reply others =
                admin.caller("provisioner").post("/v1/keys", body, "Idempotency-Key", "k-1");
        assertThat(others.text()).isNotEqualTo(first.text());

        String secret = first.json().getString("key").substring(31);
        try (Stream<Path> files = Files.walk(admin.state())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as(file.toString()).doesNotContain(secret);
            }
        }
    }

    @Test
    void ofManyAtOnceOneIsDone() {
        String body = "{\"name\":\"racing\",\"tenant\":\"mine\"}";
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                callers.execute(
                        () -> {
                            AdminClient.Reply reply =
                                    owner().post("/v1/keys", body, "Idempotency-Key", "k-3");
                            answers.add(reply.status() == 409 ? reply.code() : reply.text());
                        });
            }
        }
        answers.remove("request_in_progress");
        assertThat(answers).hasSize(1);
        assertThat(owner().get("/v1/keys?name=racing").json().getJsonArray("items")).hasSize(1);
    }

    @Test
    void headHasNoBody() {
        for (String path : List.of("/v1/keys", "/v1/backup", "/openapi.json")) {
            AdminClient.Reply reply = owner().head(path);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEmpty();
        }
    }

    @Test
    void whatWasRefusedIsNoAnswerToRepeat() {
        String body = "{\"name\":\"late\",\"tenant\":\"to-come\"}";
        assertThat(owner().post("/v1/keys", body, "Idempotency-Key", "k-2").status())
                .isEqualTo(400);
        admin.tenant("to-come");
        assertThat(owner().post("/v1/keys", body, "Idempotency-Key", "k-2").status())
                .isEqualTo(201);
    }

    /** S-89: the document says who may, and nobody else may. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleMayWhatItsScopesSay(Role role) {
        JsonObject key = new JsonObject().put("name", "r").put("role", role.word());
        AdminClient caller = admin.caller(role == Role.TENANT ? key.put("tenant", "mine") : key);
        Set<String> scopes = Set.copyOf(role.scopes().stream().map(AdminScope::word).toList());
        for (ApiDocument.Described one : owner().document().operations()) {
            if (one.isOpen() || one.name().equals("bootstrap")) {
                continue;
            }
            boolean granted =
                    one.isForOwnersOnly()
                            ? role == Role.OWNER
                            : one.scopes().isEmpty()
                                    || one.scopes().stream().anyMatch(scopes::contains);
            String path = one.path().replaceAll("\\{\\w+}", NO_KEY);
            String body = one.operation().containsKey("requestBody") ? "{}" : null;
            AdminClient.Reply reply = caller.send(one.method(), path, body);
            assertThat(reply.status() == 403)
                    .as(role + " " + one.name() + " " + reply)
                    .isEqualTo(!granted);
        }
    }

    /** S-92. */
    @Test
    void aRefusedAttemptIsInTheAudit() {
        AdminClient auditor = admin.caller("auditor");
        AdminClient.Reply refused = auditor.post("/v1/keys/" + NO_KEY + "/revoke", "{}");
        assertThat(refused.code()).isEqualTo("insufficient_scope");
        JsonObject entry =
                auditor.get("/v1/audit?action=key.revoke&target=" + NO_KEY)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(entry.getString("outcome")).isEqualTo("denied");
        assertThat(entry.getString("requestId")).isEqualTo(refused.header("x-request-id"));
    }

    /** S-92. */
    @Test
    void whoeverGoesOnTryingDoesNotFillTheAudit() {
        AdminClient auditor = admin.caller("auditor");
        for (int i = 0; i < 40; i++) {
            assertThat(auditor.post("/v1/tenants", "{}").status()).isEqualTo(403);
        }
        String id = auditor.get("/v1/whoami").json().getString("id");
        assertThat(
                        auditor.get("/v1/audit?action=tenant.create&actor=" + id)
                                .json()
                                .getJsonArray("items"))
                .hasSize(Denials.ONE_BY_ONE);
    }

    @Test
    void whatIsAnotherTenantsIsNotThere() {
        AdminClient mine =
                admin.caller(
                        new JsonObject()
                                .put("name", "self")
                                .put("role", "tenant")
                                .put("tenant", "mine"));
        String yours = admin.key("yours").getString("id");
        for (String path : List.of("", "/rotate", "/revoke")) {
            AdminClient.Reply foreign = ask(mine, yours, path);
            AdminClient.Reply none = ask(mine, NO_KEY, path);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(without(foreign, yours)).isEqualTo(without(none, NO_KEY));
        }
        assertThat(mine.get("/v1/keys").text()).doesNotContain(yours);
        assertThat(mine.get("/v1/keys?tenant=yours").json().getJsonArray("items")).isEmpty();
        for (String tenant : List.of("yours", "nobody")) {
            String body = "{\"name\":\"a\",\"tenant\":\"" + tenant + "\"}";
            assertThat(mine.post("/v1/keys", body).pointers()).containsExactly("/tenant");
        }
        assertThat(owner().get("/v1/keys/" + yours).json().getString("revokedAt")).isNull();
    }

    private static AdminClient.Reply ask(AdminClient caller, String id, String action) {
        String path = "/v1/keys/" + id + action;
        return switch (action) {
            case "/rotate" -> caller.post(path, "{\"overlap\":\"0s\"}");
            case "/revoke" -> caller.post(path, "{\"reason\":\"mine now\"}");
            default -> caller.patch(path, "{\"owner\":\"me\"}");
        };
    }

    private static String without(AdminClient.Reply reply, String id) {
        JsonObject json = reply.json();
        json.remove("requestId");
        return json.encode().replace(id, "ID");
    }

    @Test
    void aTenantGivesAwayNoMoreThanItHas() {
        AdminClient mine =
                admin.caller(
                        new JsonObject(
                                        "{\"name\":\"self\",\"role\":\"tenant\",\"tenant\":\"mine\"}")
                                .mergeIn(
                                        new JsonObject(
                                                "{\"scopes\":[\"infer\"],\"routes\":[\"all\"],\"allowedCidrs\":[\"127.0.0.0/8\"]}")));
        String within =
                "{\"name\":\"ok\",\"scopes\":[\"infer\"],\"routes\":[\"all\"],\"allowedCidrs\":[\"127.0.0.1\"]}";
        AdminClient.Reply made = mine.post("/v1/keys", within);
        assertThat(made.json().getString("tenant")).isEqualTo("mine");
        String wider = "{\"name\":\"no\",\"scopes\":[\"infer\",\"train\"]}";
        AdminClient.Reply refused = mine.post("/v1/keys", wider);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.pointers()).containsExactly("/scopes", "/routes", "/allowedCidrs");
        String one = made.header("location");
        assertThat(mine.patch(one, "{\"scopes\":[\"train\"]}").pointers())
                .containsExactly("/scopes");
        assertThat(mine.patch(one, "{\"owner\":\"me\"}").status()).isEqualTo(200);

        String powerful = "/v1/keys/" + admin.key("mine").getString("id");
        assertThat(mine.post(powerful + "/rotate", "{\"overlap\":\"0s\"}").status()).isEqualTo(403);
        assertThat(mine.post(powerful + "/revoke", "{\"reason\":\"r\"}").status()).isEqualTo(200);
    }

    @Test
    void aCredentialCountsFromItsAddressesAndForALivingTenantOnly() {
        AdminClient far =
                admin.caller(
                        new JsonObject(
                                "{\"name\":\"far\",\"role\":\"auditor\",\"allowedCidrs\":[\"127.0.0.9\"]}"));
        assertThat(far.get("/v1/whoami").code()).isEqualTo("address_not_allowed");
        assertThat(far.from("127.0.0.9").get("/v1/whoami").status()).isEqualTo(200);
        admin.tenant("paused");
        AdminClient self =
                admin.caller(
                        new JsonObject(
                                "{\"name\":\"self\",\"role\":\"tenant\",\"tenant\":\"paused\"}"));
        owner().patch("/v1/tenants/paused", "{\"suspended\":true}");
        assertThat(self.get("/v1/keys").code()).isEqualTo("tenant_suspended");
    }

    /** S-91: guesses are held up, and nobody who knows his credential, even beside who guesses. */
    @Test
    void guessingLocksTheAddressForGuessesOnly() {
        String right = owner().credential();
        String wrong = right.substring(0, right.length() - 1) + (right.endsWith("0") ? "1" : "0");
        AdminClient guesser = owner().as(wrong).from("127.0.0.77");
        AdminClient.Reply last = guesser.get("/v1/whoami");
        assertThat(last.code()).isEqualTo("invalid_api_key");
        for (int i = 0; i < 30 && last.status() != 429; i++) {
            last = guesser.get("/v1/whoami");
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isNotEmpty();
        assertThat(guesser.as("nothing like one").get("/v1/whoami").status()).isEqualTo(429);
        assertThat(guesser.post("/v1/bootstrap", "{}").status()).isEqualTo(429);
        AdminClient first = guesser.as(admin.bootstrapSecret());
        assertThat(first.post("/v1/bootstrap", "{}").status()).isEqualTo(201);
        assertThat(guesser.as(right).get("/v1/whoami").status()).isEqualTo(200);
        assertThat(owner().get("/v1/whoami").status()).isEqualTo(200);
    }

    /** Why a credential is not taken is nobody's business. */
    @Test
    void everyBadCredentialIsRefusedAlike() {
        AdminClient caller = admin.caller("auditor");
        String id = caller.get("/v1/whoami").json().getString("id");
        owner().post("/v1/admin-keys/" + id + "/revoke", "{\"reason\":\"r\"}");
        String apiKey = admin.key("mine").getString("key");
        for (String bad :
                List.of(caller.credential(), apiKey, admin.gateway().key(), "x", "a.b.c")) {
            AdminClient.Reply reply = owner().as(bad).get("/v1/whoami");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("invalid_api_key");
            owner().get("/v1/whoami");
        }
        assertThat(owner().as("").get("/v1/whoami").code()).isEqualTo("authentication_required");
    }

    /** S-88. */
    @Test
    void thePublicPortKnowsNothingOfIt() {
        GatewayUnderTest gateway = admin.gateway();
        for (String path : List.of("/v1/keys", "/v1/bootstrap", "/openapi.yaml")) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void withoutAStoreOnlyWhatRunsIsShown() {
        try (GatewayUnderTest gateway = AdminUnderTest.without()) {
            AdminClient nobody = AdminClient.of(gateway.gateway().adminPort(), "");
            for (String path : List.of("/v1/config", "/v1/status", "/openapi.yaml")) {
                assertThat(nobody.get(path).status()).isEqualTo(200);
            }
            for (String path : List.of("/v1/keys", "/v1/whoami", "/v1/audit", "/v1/backup")) {
                AdminClient.Reply reply = nobody.get(path);
                assertThat(reply.code()).isEqualTo("credential_store_unavailable");
                assertThat(reply.json().getString("detail")).contains("state: {folder: PATH}");
            }
        }
    }
}
