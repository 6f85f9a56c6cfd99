package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of tenants, keys, revocations and admin credentials over the API. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdminIT {
    private static AdminUnderTest admin;

    @BeforeAll
    static void start() {
        admin = AdminUnderTest.start();
    }

    @AfterAll
    static void end() {
        admin.close();
    }

    private static AdminClient owner() {
        return admin.owner();
    }

    /** Whether the data path takes a key: to a good one an unknown path is 404. */
    private static boolean opens(String key) {
        int status =
                admin.gateway()
                        .send(admin.gateway().anonymous("/nowhere").header("X-API-Key", key))
                        .statusCode();
        assertThat(status).isIn(404, 401);
        return status == 404;
    }

    /** S-89. */
    @Test
    void theSecretOfTheStateFolderMakesOneOwner() {
        String secret = admin.bootstrapSecret();
        AdminClient first = admin.client(secret);
        AdminClient.Reply made = first.post("/v1/bootstrap", "{\"name\":\"second\"}");
        assertThat(made.status()).isEqualTo(201);
        JsonObject who = admin.client(made.json().getString("key")).get("/v1/whoami").json();
        assertThat(who.getString("role")).isEqualTo("owner");
        assertThat(who.getString("name")).isEqualTo("second");
        assertThat(admin.bootstrapSecret()).isNotEqualTo(secret);
        assertThat(first.post("/v1/bootstrap", "{}").status()).isEqualTo(401);
        assertThat(first.get("/v1/whoami").status()).isEqualTo(401);
    }

    @Test
    void aTenantIsMadeChangedAndDeleted() {
        AdminClient.Reply made =
                owner().post(
                                "/v1/tenants",
                                "{\"id\":\"t-life\",\"name\":\"Life\",\"maxKeyLife\":\"90d\",\"meta\":{\"a\":\"1\",\"b\":\"2\"}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isEqualTo("/v1/tenants/t-life");
        AdminClient.Reply changed =
                owner().patch(
                                "/v1/tenants/t-life",
                                "{\"suspended\":true,\"maxKeyLife\":null,\"meta\":{\"a\":null,\"c\":\"3\"}}",
                                "If-Match",
                                made.header("etag"));
        assertThat(changed.json().getBoolean("suspended")).isTrue();
        assertThat(changed.json().getString("name")).isEqualTo("Life");
        assertThat(changed.json().getString("maxKeyLife")).isNull();
        assertThat(changed.json().getJsonObject("meta"))
                .isEqualTo(new JsonObject().put("b", "2").put("c", "3"));
        assertThat(owner().get("/v1/tenants/t-life").json()).isEqualTo(changed.json());
        assertThat(owner().delete("/v1/tenants/t-life").status()).isEqualTo(204);
        assertThat(owner().delete("/v1/tenants/t-life").status()).isEqualTo(404);
        assertThat(owner().get("/v1/tenants/t-life").status()).isEqualTo(404);
    }

    @Test
    void aTenantOfTheFileIsChangedThereOnly() {
        assertThat(owner().get("/v1/tenants/acme").json().getBoolean("declared")).isTrue();
        AdminClient.Reply refused = owner().patch("/v1/tenants/acme", "{\"suspended\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).contains("configuration file");
        assertThat(owner().delete("/v1/tenants/acme").status()).isEqualTo(409);
        assertThat(owner().post("/v1/tenants", "{\"id\":\"acme\"}").status()).isEqualTo(409);
    }

    @Test
    void aKeyLivesFromItsMakingToItsRevocation() {
        admin.tenant("k-life");
        AdminClient.Reply made =
                owner().post(
                                "/v1/keys",
                                "{\"name\":\"ci\",\"tenant\":\"k-life\",\"scopes\":[\"infer\"],\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
        assertThat(made.status()).isEqualTo(201);
        String key = made.json().getString("key");
        String one = made.header("location");
        assertThat(opens(key)).isTrue();
        assertThat(owner().get(one).text()).doesNotContain(key);

        AdminClient.Reply off = owner().patch(one, "{\"enabled\":false}");
        assertThat(off.json().getBoolean("enabled")).isFalse();
        assertThat(off.json().getJsonArray("scopes")).containsExactly("infer");
        assertThat(opens(key)).isFalse();
        AdminClient.Reply stale =
                owner().patch(one, "{\"enabled\":true}", "If-Match", made.header("etag"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(opens(key)).isFalse();
        owner().patch(one, "{\"enabled\":true}", "If-Match", off.header("etag"));
        assertThat(opens(key)).isTrue();

        AdminClient.Reply next = owner().post(one + "/rotate", "{\"overlap\":\"1h\"}");
        assertThat(next.json().getString("rotatedFrom")).isEqualTo(made.json().getString("id"));
        assertThat(opens(key)).isTrue();
        assertThat(opens(next.json().getString("key"))).isTrue();

        AdminClient.Reply revoked = owner().post(one + "/revoke", "{\"reason\":\"done\"}");
        assertThat(revoked.json().getString("revokedReason")).isEqualTo("done");
        assertThat(opens(key)).isFalse();
        assertThat(owner().post(one + "/revoke", "{\"reason\":\"again\"}").json())
                .isEqualTo(revoked.json());
        assertThat(owner().patch(one, "{\"enabled\":true}").status()).isEqualTo(409);
    }

    @Test
    void aFoundKeyIsRevokedWithItsReason() {
        admin.tenant("leaks");
        JsonObject key = admin.key("leaks");
        AdminClient.Reply revoked =
                owner().post(
                                "/v1/keys/report-leak",
                                new JsonObject()
                                        .put("key", key.getString("key"))
                                        .put("url", "https://git.example/a")
                                        .encode());
        assertThat(revoked.json().getString("revokedReason")).contains("https://git.example/a");
        assertThat(opens(key.getString("key"))).isFalse();
        assertThat(owner().post("/v1/keys/report-leak", "{\"key\":\"rg_live_none\"}").status())
                .isEqualTo(404);
    }

    @Test
    void hashesAreTakenOverOneByOne() {
        admin.tenant("imports");
        String hash = "sha256:" + "ab".repeat(32);
        JsonObject good =
                new JsonObject().put("hash", hash).put("name", "old").put("tenant", "imports");
        JsonArray items =
                new JsonArray()
                        .add(good)
                        .add(good)
                        .add(
                                good.copy()
                                        .put("hash", "sha256:" + "cd".repeat(32))
                                        .put("tenant", "no"));
        JsonObject report =
                owner().post("/v1/keys/import", new JsonObject().put("items", items).encode())
                        .json();
        List<Integer> statuses = new ArrayList<>();
        report.getJsonArray("items")
                .forEach(item -> statuses.add(((JsonObject) item).getInteger("status")));
        assertThat(statuses).containsExactly(201, 409, 400);
        assertThat(report.encode()).contains("/items/1/hash", "/items/2/tenant");
        assertThat(owner().get("/v1/keys?tenant=imports").json().getJsonArray("items")).hasSize(1);
    }

    @Test
    void tokensAreRevokedAndTakenBack() {
        AdminClient.Reply made =
                owner().post(
                                "/v1/revocations",
                                "{\"issuer\":\"corp\",\"kind\":\"jti\",\"value\":\"x\",\"reason\":\"stolen\"}");
        assertThat(made.status()).isEqualTo(201);
        String one = made.header("location");
        assertThat(owner().get(one).json()).isEqualTo(made.json());
        assertThat(owner().get("/v1/revocations").text()).contains(made.json().getString("id"));
        assertThat(owner().delete(one).status()).isEqualTo(204);
        assertThat(owner().delete(one).status()).isEqualTo(404);
        AdminClient.Reply wrong =
                owner().post(
                                "/v1/revocations",
                                "{\"issuer\":\"corp\",\"kind\":\"issuer\",\"value\":\"x\",\"reason\":\"r\"}");
        assertThat(wrong.pointers()).containsExactly("/value");
        AdminClient.Reply slip =
                owner().post(
                                "/v1/revocations",
                                "{\"issuer\":\"crop\",\"kind\":\"jti\",\"value\":\"x\",\"reason\":\"r\"}");
        assertThat(slip.status()).isEqualTo(400);
        assertThat(slip.pointers()).containsExactly("/issuer");
    }

    @Test
    void adminCredentialsLiveLikeKeysAndApartFromThem() {
        AdminClient.Reply made =
                owner().post("/v1/admin-keys", "{\"name\":\"bob\",\"role\":\"auditor\"}");
        String one = made.header("location");
        String id = made.json().getString("id");
        assertThat(owner().get(one).status()).isEqualTo(200);
        assertThat(owner().get("/v1/keys/" + id).status()).isEqualTo(404);
        assertThat(owner().get("/v1/keys").text()).doesNotContain(id);
        AdminClient.Reply next = owner().post(one + "/rotate", "{\"overlap\":\"0s\"}");
        AdminClient bob = admin.client(next.json().getString("key"));
        assertThat(bob.get("/v1/audit").status()).isEqualTo(200);
        assertThat(bob.as(made.json().getString("key")).get("/v1/audit").status()).isEqualTo(401);
        owner().post(next.header("location") + "/revoke", "{\"reason\":\"left\"}");
        assertThat(bob.get("/v1/audit").status()).isEqualTo(401);
        AdminClient.Reply wrong =
                owner().post("/v1/admin-keys", "{\"name\":\"t\",\"role\":\"tenant\"}");
        assertThat(wrong.pointers()).containsExactly("/tenant");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 200})
    void pagesHoldEachItemOnce(int limit) {
        String tenant = admin.tenant("pages-" + limit);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(admin.key(tenant).getString("id"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page =
                    owner().get("/v1/keys?tenant=" + tenant + "&limit=" + limit + cursor).json();
            page.getJsonArray("items")
                    .forEach(item -> seen.add(((JsonObject) item).getString("id")));
            String next = page.getString("nextCursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void aDryRunAnswersTheSameAndLeavesNothing() {
        AdminClient.Reply tried = owner().post("/v1/tenants?dryRun=true", "{\"id\":\"dry\"}");
        assertThat(tried.status()).isEqualTo(201);
        assertThat(owner().get("/v1/tenants/dry").status()).isEqualTo(404);
        admin.tenant("dry-keys");
        JsonObject key =
                owner().post(
                                "/v1/keys?dryRun=true",
                                "{\"name\":\"ci\",\"tenant\":\"dry-keys\"}",
                                "Idempotency-Key",
                                "dry")
                        .json();
        assertThat(key.containsKey("key")).isFalse();
        assertThat(owner().get("/v1/keys/" + key.getString("id")).status()).isEqualTo(404);
        assertThat(owner().delete("/v1/tenants/dry-keys?dryRun=true").status()).isEqualTo(204);
        assertThat(owner().get("/v1/tenants/dry-keys").status()).isEqualTo(200);
    }

    @Test
    void aBackupHoldsEverythingAndShowsThatItIsWhole() {
        admin.tenant("kept");
        JsonObject key = admin.key("kept");
        String backup = owner().get("/v1/backup").text();
        List<String> lines = backup.lines().toList();
        JsonObject header = new JsonObject(lines.getFirst());
        assertThat(header.getString("format")).isEqualTo("raygate-backup");
        Map<String, Long> rows =
                lines.subList(1, lines.size() - 1).stream()
                        .map(line -> new JsonObject(line).getString("table"))
                        .collect(Collectors.groupingBy(table -> table, Collectors.counting()));
        rows.forEach(
                (table, count) ->
                        assertThat(header.getJsonObject("rows").getLong(table)).isEqualTo(count));
        assertThat(rows).containsKeys("changes", "peppers", "tenants", "api_keys", "audit");
        assertThat(backup).contains(key.getString("id")).doesNotContain(key.getString("key"));
        String body = backup.substring(0, backup.lastIndexOf("{\"end\""));
        assertThat(new JsonObject(lines.getLast()).getJsonObject("end"))
                .isEqualTo(
                        new JsonObject().put("rows", lines.size() - 2).put("sha256", sha256(body)));
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

    @Test
    void anExportHoldsNoDigestAndShowsAdministratorsToOwnersOnly() {
        admin.tenant("shown");
        JsonObject key = admin.key("shown");
        String all = owner().get("/v1/export").text();
        assertThat(all)
                .contains("\"type\":\"tenant\"", key.getString("id"), "\"type\":\"adminKey\"")
                .doesNotContain("digest", key.getString("key"));
        List<String> lines = all.lines().toList();
        assertThat(new JsonObject(lines.getLast()))
                .isEqualTo(new JsonObject().put("type", "end").put("lines", lines.size() - 1));
        AdminClient auditor = admin.caller("auditor");
        assertThat(auditor.get("/v1/export").text())
                .contains(key.getString("id"))
                .doesNotContain("adminKey");
        assertThat(auditor.get("/v1/backup").status()).isEqualTo(403);
    }

    @Test
    void showsWhatAnotherConfigurationWouldChange() {
        JsonObject config = owner().get("/v1/config").json();
        assertThat(owner().post("/v1/validate", config.encode()).json().getJsonArray("changes"))
                .isEmpty();
        config.getJsonObject("drain").put("delay", "7s");
        JsonArray changes =
                owner().post("/v1/validate", config.encode()).json().getJsonArray("changes");
        assertThat(changes).hasSize(1);
        assertThat(changes.getJsonObject(0).getString("path")).isEqualTo("drain.delay");
    }

    private static String imports(int count, int salt) {
        JsonArray items = new JsonArray();
        for (int i = 0; i < count; i++) {
            items.add(
                    new JsonObject()
                            .put("hash", "sha256:%032x%032x".formatted(salt, i))
                            .put("name", "many")
                            .put("tenant", "import-many"));
        }
        items.add(items.getJsonObject(0).copy());
        return new JsonObject().put("items", items).encode();
    }

    private static List<Integer> statuses(AdminClient.Reply reply) {
        return reply.json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getInteger("status"))
                .toList();
    }

    private static long revision() {
        String tag = owner().post("/v1/tenants?dryRun=true", "{\"id\":\"rev\"}").header("etag");
        return Long.parseLong(tag.replace("\"", ""));
    }

    /** In steps, between which others get at the store: tried, done and repeated alike. */
    @Test
    void manyKeysAreTakenOverInStepsAndAnsweredAsOne() {
        admin.tenant("import-many");
        int count = 2 * KeyIntake.STEP + 10;
        String body = imports(count, 1);
        AdminClient.Reply tried = owner().post("/v1/keys/import?dryRun=true", body);
        long before = revision();
        AdminClient.Reply done = owner().post("/v1/keys/import", body, "Idempotency-Key", "i-1");
        assertThat(revision()).isEqualTo(before + 3);
        assertThat(statuses(done)).hasSize(count + 1).endsWith(201, 409).containsOnlyOnce(409);
        assertThat(statuses(tried)).isEqualTo(statuses(done));
        AdminClient.Reply again = owner().post("/v1/keys/import", body, "Idempotency-Key", "i-1");
        assertThat(again.text()).isEqualTo(done.text());
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(statuses(owner().post("/v1/keys/import", body))).containsOnly(409);
        assertThat(revision()).isEqualTo(before + 6);
    }

    /** S-92. */
    @Test
    void eachChangeIsInTheAuditAndTheChainHolds() {
        JsonObject who = owner().get("/v1/whoami").json();
        AdminClient.Reply made = owner().post("/v1/tenants", "{\"id\":\"audited\"}");
        JsonObject entry =
                owner().get("/v1/audit?target=audited")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(entry.getString("actor")).isEqualTo(who.getString("id"));
        assertThat(entry.getString("role")).isEqualTo("owner");
        assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
        assertThat(entry.getString("requestId")).isEqualTo(made.header("x-request-id"));
        assertThat(entry.getString("action")).isEqualTo("tenant.create");
        assertThat(entry.getString("outcome")).isEqualTo("done");
        assertThat(owner().get("/v1/audit/verify").json().getBoolean("intact")).isTrue();
    }
}
