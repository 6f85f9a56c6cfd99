package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Answers that hold a connection to the store for as long as their reader takes. */
class LongAnswersIT {
    private static final int BATCHES = 10;
    private static final int BATCH = 800;

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
    private static RawSocket stalled(AdminUnderTest admin) throws IOException {
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        RawSocket socket = RawSocket.connect(narrow, admin.gateway().gateway().adminPort());
        socket.lines(
                "GET /v1/export HTTP/1.1~Host: 127.0.0.1~Authorization: Bearer "
                        + admin.owner().credential()
                        + "~~");
        assertThat(socket.readThrough("\r\n")).startsWith("HTTP/1.1 200");
        return socket;
    }

    @Test
    void slowReadersLeaveConnectionsForAllElse() throws IOException {
        try (AdminUnderTest admin = AdminUnderTest.start()) {
            fill(admin);
            try (RawSocket first = stalled(admin);
                    RawSocket second = stalled(admin)) {
                AdminClient.Reply third = admin.owner().get("/v1/export");
                assertThat(third.status()).isEqualTo(503);
                assertThat(third.code()).isEqualTo("gateway_overloaded");
                assertThat(admin.key("many").getString("key")).startsWith("rg_");
                first.reset();
                second.reset();
            }
            await().until(() -> admin.owner().get("/v1/export").status() == 200);
        }
    }
}
