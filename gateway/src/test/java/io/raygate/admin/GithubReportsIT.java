package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.StartFailure;
import io.raygate.auth.CredentialHash;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leak reports that GitHub signs. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class GithubReportsIT {
    private static final String PATH = "/v1/leak-reports/github";
    private static final String URL = "https://github.example/acme/app/blob/main/.env";

    @TempDir private Path folder;
    private final KeyPair github = pair("secp256r1");
    private AdminUnderTest admin;

    private static KeyPair pair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String section(KeyPair pair) throws Exception {
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(folder.resolve("github.pem"), pem);
        return "admin: {address: \"127.0.0.1:0\", leakReports: {github: {k1: {file: \"%s\"}}}}\n"
                .formatted(file);
    }

    @BeforeEach
    void start() throws Exception {
        admin = AdminUnderTest.with(section(github));
    }

    @AfterEach
    void end() {
        admin.close();
    }

    private static String report(String token, String url) {
        return new JsonArray()
                .add(
                        new JsonObject()
                                .put("token", token)
                                .put("type", "raygate_api_key")
                                .put("url", url)
                                .put("source", "content"))
                .encode();
    }

    private static String signature(KeyPair by, String body) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(by.getPrivate());
            signer.update(body.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private AdminClient.Reply send(String body, String keyId, String signature) {
        return admin.client("")
                .post(
                        PATH,
                        body,
                        "Content-Type",
                        "application/json",
                        "Github-Public-Key-Identifier",
                        keyId,
                        "Github-Public-Key-Signature",
                        signature);
    }

    private AdminClient.Reply send(String body) {
        return send(body, "k1", signature(github, body));
    }

    private static String hash(String token) {
        return new CredentialHash()
                .of(token.getBytes(StandardCharsets.UTF_8))
                .text()
                .substring("sha256:".length());
    }

    private static JsonObject verdict(String token, String label) {
        return new JsonObject()
                .put("token_hash", hash(token))
                .put("token_type", "raygate_api_key")
                .put("label", label);
    }

    @Test
    void aReportedKeyIsRevokedAndItsTenantSeesWhy() {
        admin.tenant("acme");
        JsonObject key = admin.key("acme");
        String token = key.getString("key");
        AdminClient.Reply reply = send(report(token, URL));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(new JsonArray(reply.text()))
                .isEqualTo(new JsonArray().add(verdict(token, "true_positive")));
        AdminClient tenant =
                admin.caller(
                        new JsonObject()
                                .put("name", "self")
                                .put("role", "tenant")
                                .put("tenant", "acme"));
        JsonObject shown = tenant.get("/v1/keys").json().getJsonArray("items").getJsonObject(0);
        assertThat(shown.getString("revokedReason")).isEqualTo("leak reported by GitHub: " + URL);
        JsonObject entry =
                admin.owner()
                        .get("/v1/audit?action=key.revoke")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(entry.getString("actor")).isEqualTo("github");
        assertThat(entry.getString("target")).isEqualTo(key.getString("id"));
        assertThat(entry.encode()).doesNotContain(token);
        int status =
                admin.gateway()
                        .send(admin.gateway().anonymous("/a").header("X-API-Key", token))
                        .statusCode();
        assertThat(status).isEqualTo(401);
    }

    @Test
    void aTokenThatIsNoneOfOursIsAFalsePositive() {
        for (String token : List.of("rg_live_nothing", "with a blank", "")) {
            assertThat(new JsonArray(send(report(token, "")).text()))
                    .isEqualTo(new JsonArray().add(verdict(token, "false_positive")));
        }
    }

    private long revision() {
        String tag =
                admin.owner().post("/v1/tenants?dryRun=true", "{\"id\":\"rev\"}").header("etag");
        return Long.parseLong(tag.replace("\"", ""));
    }

    /** Most reports are about keys of others: what is none of ours is no change. */
    @Test
    void manyReportsKeepNobodyFromTheStore() {
        admin.tenant("acme");
        String token = admin.key("acme").getString("key");
        JsonArray many = new JsonArray();
        for (int i = 0; i < 2 * KeyIntake.STEP; i++) {
            many.add(new JsonArray(report("none-of-ours-" + i, "")).getJsonObject(0));
        }
        long before = revision();
        assertThat(new JsonArray(send(many.encode()).text())).hasSize(many.size());
        assertThat(revision()).isEqualTo(before);
        many.add(new JsonArray(report(token, URL)).getJsonObject(0));
        JsonArray verdicts = new JsonArray(send(many.encode()).text());
        assertThat(revision()).isEqualTo(before + 1);
        assertThat(verdicts.getJsonObject(0))
                .isEqualTo(verdict("none-of-ours-0", "false_positive"));
        assertThat(verdicts.getJsonObject(many.size() - 1))
                .isEqualTo(verdict(token, "true_positive"));
    }

    @Test
    void aReportOfAnAdminCredentialRevokesItToo() {
        AdminClient auditor = admin.caller("auditor");
        send(report(auditor.credential(), URL));
        assertThat(auditor.get("/v1/whoami").status()).isEqualTo(401);
    }

    /**
     * Nobody else's word revokes anything, and guessing is slowed (S-91): neither GitHub's own
     * reports nor administrators behind the same proxy are.
     */
    @Test
    void whatGithubDidNotSignRevokesNothingAndIsSlowed() {
        admin.tenant("acme");
        JsonObject key = admin.key("acme");
        String body = report(key.getString("key"), URL);
        KeyPair other = pair("secp256r1");
        assertThat(send(body, "k1", signature(other, body)).code()).isEqualTo("invalid_api_key");
        assertThat(send(body, "k2", signature(github, body)).code()).isEqualTo("invalid_api_key");
        assertThat(send(body, "k1", "no Base64").code()).isEqualTo("invalid_api_key");
        assertThat(send(body + " ", "k1", signature(github, body)).code())
                .isEqualTo("invalid_api_key");
        assertThat(send(body, "k1", "").code()).isEqualTo("invalid_api_key");
        assertThat(send(body, "k1", "").code()).isEqualTo("auth_throttled");
        String one = "/v1/keys/" + key.getString("id");
        assertThat(admin.owner().as("wrong").get(one).code()).isEqualTo("invalid_api_key");
        assertThat(admin.owner().get(one).json().getString("revokedAt")).isNull();
        assertThat(send(body).status()).isEqualTo(200);
    }

    @Test
    void withoutAnySignatureACredentialIsAskedFor() {
        assertThat(admin.client("").post(PATH, "[]").code()).isEqualTo("authentication_required");
        assertThat(admin.owner().post(PATH, "[]").code()).isEqualTo("authentication_required");
    }

    @Test
    void whatIsNoListOfReportsIsNamed() {
        assertThat(send("{}").pointers()).containsExactly("");
        assertThat(send("[1]").pointers()).containsExactly("/0/token", "/0/type");
        assertThat(
                        send("[{\"token\":\"t\",\"type\":\"a\",\"added\":1},{\"token\":1,\"type\":\"a\"}]")
                                .pointers())
                .containsExactly("/1/token");
        assertThat(send("[").pointers()).containsExactly("");
        assertThat(send("[" + " ".repeat(1024 * 1024) + "]").status()).isEqualTo(413);
    }

    @Test
    void whatCannotBeShownIsNoReason() {
        admin.tenant("acme");
        JsonObject key = admin.key("acme");
        send(report(key.getString("key"), "https://a.example/\u001b[2J"));
        assertThat(
                        admin.owner()
                                .get("/v1/keys/" + key.getString("id"))
                                .json()
                                .getString("revokedReason"))
                .isEqualTo("leak reported by GitHub");
    }

    @Test
    void isNotThereWithoutKeys() {
        try (AdminUnderTest without = AdminUnderTest.start()) {
            assertThat(without.client("").post(PATH, "[]").status()).isEqualTo(404);
        }
    }

    @Test
    void aKeyOfAnotherCurveKeepsTheGatewayFromStarting() throws Exception {
        String section = section(pair("secp384r1"));
        assertThatThrownBy(
                        () ->
                                GatewayUnderTest.start(
                                        "clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}\n"
                                                + "routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}\n"
                                                + section))
                .hasCauseInstanceOf(StartFailure.class)
                .hasMessageContaining("admin.leakReports.github.k1: a key of another curve");
    }
}
