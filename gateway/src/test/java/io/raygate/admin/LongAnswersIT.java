package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.PostgresServer;
import io.raygate.testing.RawSocket;
import io.raygate.testing.RememberedLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that hold a connection to the store for as long as their reader takes. */
class LongAnswersIT {
    private static final int BATCHES = 10;
    private static final int BATCH = 800;
    private static final Logger ADMIN = Logger.getLogger("io.raygate.admin");

    private final RememberedLog logged = new RememberedLog();

    @BeforeEach
    void remember() {
        ADMIN.setLevel(Level.FINE);
        ADMIN.addHandler(logged);
    }

    @AfterEach
    void forget() {
        ADMIN.removeHandler(logged);
        ADMIN.setLevel(null);
    }

    private long logged(Level level) {
        return logged.lines().stream().filter(line -> line.getLevel().equals(level)).count();
    }

    /** Enough that no buffer on the way holds all of an export. */
    private static void fill(AdminUnderTest admin) {
        admin.tenant("many");
        String note = "n".repeat(240);
        JsonObject meta = new JsonObject().put("a", note).put("b", note).put("c", note);
        for (int batch = 0; batch < BATCHES; batch++) {
            JsonArray items = new JsonArray();
            for (int i = 0; i < BATCH; i++) {
                items.add(
                        new JsonObject()
                                .put("hash", "sha256:%064x".formatted(batch * BATCH + i))
                                .put("name", "k")
                                .put("tenant", "many")
                                .put("meta", meta));
            }
            String body = new JsonObject().put("items", items).encode();
            assertThat(admin.owner().post("/v1/keys/import", body).status()).isEqualTo(200);
        }
    }

    /** Takes the first line and then nothing more. */
    private static RawSocket stalled(AdminUnderTest admin, AdminClient reader) throws IOException {
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        RawSocket socket = RawSocket.connect(narrow, admin.gateway().gateway().adminPort());
        socket.lines(
                "GET /v1/export HTTP/1.1~Host: 127.0.0.1~Authorization: Bearer "
                        + reader.credential()
                        + "~~");
        assertThat(socket.readThrough("\r\n")).startsWith("HTTP/1.1 200");
        return socket;
    }

    /** The answer has begun, so nothing but the end of the connection can tell. */
    @Test
    void aStoreThatIsLostInTheMiddleCutsTheAnswerOffAndIsToldOnce() throws IOException {
        try (PostgresServer server = PostgresServer.start();
                AdminUnderTest admin = AdminUnderTest.on(server)) {
            fill(admin);
            try (RawSocket reader = stalled(admin, admin.owner())) {
                server.kill();
                assertThat(reader.readUntilGone()).doesNotContain("\"type\":\"end\"");
            }
            await().until(() -> logged(Level.WARNING) == 1);
            assertThat(logged.lines())
                    .filteredOn(line -> line.getLevel().equals(Level.WARNING))
                    .allSatisfy(line -> assertThat(line.getMessage()).contains("cut off"));
            assertThat(logged(Level.SEVERE)).isZero();
            server.restart();
        }
    }

    private static void isBusy(AdminClient.Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("gateway_overloaded");
    }

    @Test
    void oneCredentialTakesOneLongAnswerAtATime() throws IOException {
        try (AdminUnderTest admin = AdminUnderTest.start()) {
            fill(admin);
            AdminClient one = admin.caller("auditor");
            try (RawSocket reader = stalled(admin, one)) {
                isBusy(one.get("/v1/export"));
                assertThat(admin.caller("auditor").get("/v1/export").status()).isEqualTo(200);
                reader.reset();
            }
            await().until(() -> one.get("/v1/export").status() == 200);
        }
    }

    /** So an owner has his backup however many others read. */
    @Test
    void slowReadersLeaveConnectionsForAllElse() throws IOException {
        try (AdminUnderTest admin = AdminUnderTest.start()) {
            fill(admin);
            AdminClient one = admin.caller("auditor");
            AdminClient other = admin.caller("auditor");
            try (RawSocket first = stalled(admin, one);
                    RawSocket second = stalled(admin, other)) {
                isBusy(admin.owner().get("/v1/export"));
                assertThat(admin.owner().get("/v1/backup").text()).contains("{\"end\":");
                assertThat(admin.key("many").getString("key")).startsWith("rg_");
                first.reset();
                second.reset();
            }
            await().until(() -> admin.owner().get("/v1/export").status() == 200);
            await().until(() -> logged(Level.FINE) == 2);
            assertThat(logged(Level.SEVERE)).isZero();
            assertThat(logged(Level.WARNING)).isZero();
        }
    }
}
