package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-103: what the admin listener holds for whom, before anybody knows who it is and after. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdminBodiesIT {
    private static final String NO_KEY = "0000000000000000000000";
    private static final String TENANT = "{\"id\":\"%s\"}";
    private static AdminUnderTest admin;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair github = generator.generateKeyPair();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(github.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        Path file = Files.writeString(folder.resolve("github.pem"), pem);
        admin =
                AdminUnderTest.with(
                        "admin: {address: \"127.0.0.1:0\", leakReports: {github: {k1: {file: \"%s\"}}}}\n"
                                .formatted(file));
    }

    @AfterAll
    static void end() {
        admin.close();
    }

    private static RawSocket connect() throws IOException {
        return RawSocket.connect(admin.gateway().gateway().adminPort());
    }

    /** The head of a request; {@code ~} stands for a line end. */
    private static String post(String path, String credential, int length, String more) {
        return "POST "
                + path
                + " HTTP/1.1~Host: 127.0.0.1~Content-Type: application/json~Authorization: Bearer "
                + credential
                + "~Content-Length: "
                + length
                + more
                + "~~";
    }

    private static String whoami(String credential) {
        return "GET /v1/whoami HTTP/1.1~Host: 127.0.0.1~Authorization: Bearer " + credential + "~~";
    }

    private static String report(int length) {
        return post(
                "/v1/leak-reports/github",
                "",
                length,
                "~Github-Public-Key-Identifier: k1~Github-Public-Key-Signature: AAAA");
    }

    private static String owner() {
        return admin.owner().credential();
    }

    @Test
    void whoMayNotIsAnsweredBeforeTheBodyIsThere() throws IOException {
        String auditor = admin.caller("auditor").credential();
        try (RawSocket socket = connect()) {
            assertThat(socket.lines(post("/v1/tenants", "wrong", 1_000, "")).readAnswer())
                    .startsWith("HTTP/1.1 401");
        }
        try (RawSocket socket = connect()) {
            assertThat(socket.lines(post("/v1/tenants", auditor, 1_000, "")).readAnswer())
                    .startsWith("HTTP/1.1 403");
        }
        try (RawSocket socket = connect()) {
            assertThat(socket.lines(post("/v1/bootstrap", "wrong", 1_000, "")).readAnswer())
                    .startsWith("HTTP/1.1 401");
        }
        admin.owner().get("/v1/whoami");
    }

    /** So that whoever still writes reads the answer, and the next one. */
    @Test
    void theBodyOfARefusedRequestIsReadAwayAndTheConnectionGoesOn() throws IOException {
        try (RawSocket socket = connect()) {
            socket.lines(post("/v1/tenants", "wrong", 500_000, ""));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 401");
            socket.send("x".repeat(500_000)).lines(whoami(owner()));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyWithoutEndThatNobodyWantsEndsItsConnection() throws IOException {
        try (RawSocket socket = connect()) {
            socket.lines(post("/v1/tenants", "wrong", 1 << 30, ""));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 401");
            assertThat(gone(socket)).isTrue();
        }
    }

    private static boolean gone(RawSocket socket) {
        byte[] part = new byte[64 * 1024];
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.send(part);
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void aBodyIsAskedForOnceItsSenderIsKnown() throws IOException {
        String body = TENANT.formatted("asked");
        String expect = "~Expect: 100-continue";
        try (RawSocket socket = connect()) {
            socket.lines(post("/v1/tenants", owner(), body.length(), expect));
            assertThat(socket.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100");
            assertThat(socket.send(body).readAnswer()).startsWith("HTTP/1.1 201");
        }
        try (RawSocket socket = connect()) {
            socket.lines(post("/v1/tenants", "wrong", body.length(), expect));
            assertThat(socket.readToEnd())
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("connection: close");
        }
    }

    /** Taken back while the body is on its way, it does nothing any more. */
    @Test
    void aCredentialMustBeGoodWhenTheBodyIsThereAsWell() throws IOException {
        AdminClient provisioner = admin.caller("provisioner");
        String id = provisioner.get("/v1/whoami").json().getString("id");
        String body = TENANT.formatted("late");
        try (RawSocket socket = connect()) {
            String expect = "~Expect: 100-continue";
            socket.lines(post("/v1/tenants", provisioner.credential(), body.length(), expect));
            assertThat(socket.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100");
            admin.owner().post("/v1/admin-keys/" + id + "/revoke", "{\"reason\":\"r\"}");
            assertThat(socket.send(body).readAnswer()).startsWith("HTTP/1.1 401");
        }
        assertThat(admin.owner().get("/v1/tenants/late").status()).isEqualTo(404);
    }

    @Test
    void whereNoBodyIsTakenNoneIsWaitedFor() throws IOException {
        String document = "GET /openapi.json HTTP/1.1~Host: 127.0.0.1~~";
        for (String head : List.of(document, whoami(owner()))) {
            for (String more : List.of("Content-Length: 10", "Transfer-Encoding: chunked")) {
                try (RawSocket socket = connect()) {
                    socket.lines(head.replace("~~", "~" + more + "~~"));
                    assertThat(socket.readToEnd())
                            .startsWith("HTTP/1.1 400")
                            .containsIgnoringCase("connection: close")
                            .contains("no body is taken here");
                }
            }
        }
        try (RawSocket socket = connect()) {
            socket.lines(whoami("wrong").replace("~~", "~Content-Length: 10~~"));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aReporterThatNobodyKnowsIsAnsweredBeforeHisReportIsThere() throws IOException {
        try (RawSocket socket = connect()) {
            socket.lines(report(1_000).replace("k1", "k2"));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 401");
        }
        try (RawSocket socket = connect()) {
            socket.lines(report(300_000)).send("x".repeat(300_000));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void reportsHaveLittleRoomAndTakeNoneFromAdministrators() throws IOException {
        List<RawSocket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                halves.add(connect().lines(report(250_000)).send("x".repeat(249_000)));
            }
            await().until(() -> answerToReport().startsWith("HTTP/1.1 503"));
            assertThat(admin.owner().post("/v1/tenants", TENANT.formatted("roomy")).status())
                    .isEqualTo(201);
        } finally {
            for (RawSocket half : halves) {
                half.reset();
            }
        }
        await().until(() -> answerToReport().matches("(?s)HTTP/1.1 4(01|29).*"));
    }

    /** S-92: whoever may do least cannot hold up what is most urgent, and nobody all of it. */
    @Test
    void nobodyKeepsOthersFromARevocationOrAnImport() throws IOException {
        admin.tenant("greedy");
        JsonObject tenant = new JsonObject().put("role", "tenant").put("tenant", "greedy");
        String self = admin.caller(tenant.put("name", "self")).credential();
        String provisioner = admin.caller("provisioner").credential();
        List<RawSocket> halves = new ArrayList<>();
        try {
            hold(halves, 5, post("/v1/keys", self, 65_536, ""), 65_000);
            await().until(() -> answer("/v1/keys", self, 60_000).startsWith("HTTP/1.1 503"));
            hold(halves, 5, post("/v1/keys/import", provisioner, 1_048_576, ""), 1_048_000);
            await().until(
                            () ->
                                    answer("/v1/keys/import", provisioner, 900_000)
                                            .startsWith("HTTP/1.1 503"));
            String key = "/v1/keys/" + admin.key("greedy").getString("id");
            assertThat(admin.owner().post(key + "/revoke", "{\"reason\":\"r\"}").status())
                    .isEqualTo(200);
            assertThat(answer("/v1/keys/" + NO_KEY + "/revoke", provisioner, 60_000))
                    .startsWith("HTTP/1.1 400");
            assertThat(answer("/v1/keys/import", owner(), 900_000)).startsWith("HTTP/1.1 400");
        } finally {
            for (RawSocket half : halves) {
                half.reset();
            }
        }
        await().until(() -> answer("/v1/keys", self, 60_000).startsWith("HTTP/1.1 400"));
    }

    private static void hold(List<RawSocket> halves, int count, String head, int octets)
            throws IOException {
        for (int i = 0; i < count; i++) {
            halves.add(connect().lines(head).send("x".repeat(octets)));
        }
    }

    private static String answer(String path, String credential, int octets) throws IOException {
        try (RawSocket socket = connect()) {
            return socket.lines(post(path, credential, octets, ""))
                    .send("x".repeat(octets))
                    .readAnswer();
        }
    }

    @Test
    void onlyWhatIsOfManyThingsHasALongBody() {
        String body = "{\"x\":\"" + "a".repeat(70_000) + "\"}";
        for (String path : List.of("/v1/keys", "/v1/tenants", "/v1/revocations")) {
            assertThat(admin.owner().post(path, body).status()).isEqualTo(413);
        }
        assertThat(admin.owner().post("/v1/keys/import", body).status()).isEqualTo(400);
        assertThat(admin.owner().post("/v1/validate", body).status()).isNotEqualTo(413);
    }

    private static String answerToReport() throws IOException {
        try (RawSocket socket = connect()) {
            return socket.lines(report(100_000)).send("x".repeat(100_000)).readAnswer();
        }
    }

    /** Whose body does not come is as idle as who sends nothing. */
    @Test
    void aHalfRequestMakesRoomAsAnIdleConnectionDoes() throws IOException {
        List<RawSocket> held = new ArrayList<>();
        try {
            String half = report(10).replace("~~", "~Expect: 100-continue~~");
            for (int i = 0; i < AdminConnections.MOST; i++) {
                held.add(connect().lines(half));
                assertThat(held.getLast().readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100");
            }
            held.add(connect().lines(whoami(owner())));
            assertThat(held.getLast().readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(held.getFirst().readUntilGone()).isEmpty();
        } finally {
            for (RawSocket one : held) {
                one.close();
            }
        }
    }

    /** One that waits longest makes room: whoever holds them keeps nobody out. */
    @Test
    void connectionsAreBoundedAndTheLongestIdleOneMakesRoom() throws IOException {
        List<RawSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < AdminConnections.MOST; i++) {
                held.add(connect());
            }
            held.add(connect());
            held.getLast().lines(whoami(owner()));
            assertThat(held.getLast().readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(held.getFirst().readUntilGone()).isEmpty();
            RawSocket young = held.get(AdminConnections.MOST - 1);
            assertThat(young.lines(whoami(owner())).readAnswer()).startsWith("HTTP/1.1 200");
        } finally {
            for (RawSocket one : held) {
                one.close();
            }
        }
    }
}
