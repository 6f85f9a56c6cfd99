package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSockets as real Ray Serve was seen to handle them. */
class SocketTest {
    private final RunningServe ray = new RunningServe();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setTryUsePerMessageCompression(true)
                            .setMaxFrameSize(32 << 20)
                            .setMaxMessageSize(32 << 20));
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicReference<Object> closed = new AtomicReference<>("open");

    @AfterEach
    void close() {
        vertx.close().await();
        ray.close();
    }

    @Test
    void echoesAndTellsTheHandshakeWithoutARequestIdInThe101() {
        WebSocket socket = connect("/ws/echo", "x-request-id", "r-1");
        socket.writeTextMessage("hello");
        socket.writeTextMessage("!headers");
        await().until(() -> received.size() == 2);
        assertThat(received.get(0)).isEqualTo("hello");
        assertThat(received.get(1)).contains("[\"x-request-id\",\"r-1\"]");
        assertThat(socket.headers().contains("x-request-id")).isFalse();
        assertThat(socket.headers().get("x-served-by")).isEqualTo("stable/v1");
        assertThat(socket.headers().get("sec-websocket-extensions")).contains("permessage-deflate");
        assertThat(socket.subProtocol()).isEqualTo("a");
    }

    @Test
    void passesCloseCodesAndCutsWithoutOneAfterAnException() {
        connect("/ws/echo").writeTextMessage("!close 4001");
        await().until(() -> closed.get().equals((short) 4001));
        closed.set("open");
        connect("/ws/echo").writeTextMessage("!fail");
        await().until(() -> !closed.get().equals("open"));
        assertThat(closed.get()).isIn("none", (short) 1006);
    }

    @Test
    void refusesHandshakesAsServeDoes() {
        assertThat(refusal("/nowhere")).isEqualTo(500);
        assertThat(refusal("/echo")).isEqualTo(500);
        assertThat(refusal("/-/healthz")).isEqualTo(500);
        assertThat(refusal("/ws/other")).isEqualTo(403);
        assertThat(refusal("/llm/v1/models")).isEqualTo(403);
    }

    @Test
    void endsAtTheRequestTimeoutUnlessTheCallerSaysZero() {
        connect("/ws/echo", "x-request-timeout-seconds", "3");
        await().until(() -> ray.serve().ongoing("websocket").await() == 1);
        ray.pass(3);
        await().until(() -> !closed.get().equals("open"));
        closed.set("open");
        connect("/ws/echo", "x-request-timeout-seconds", "0");
        await().until(() -> ray.serve().ongoing("websocket").await() == 1);
        ray.pass(3_600);
        assertThat(closed.get()).isEqualTo("open");
    }

    @Test
    void closesWith1009AboveSixteenMebibytes() {
        WebSocket socket = connect("/ws/echo");
        socket.exceptionHandler(_ -> {});
        socket.writeTextMessage("x".repeat((16 << 20) + 1));
        await().until(() -> !closed.get().equals("open"));
        assertThat(closed.get()).isEqualTo((short) 1009);
    }

    private WebSocket connect(String path, String... header) {
        return client.connect(options(path, header))
                .onSuccess(
                        socket -> {
                            socket.textMessageHandler(received::add);
                            socket.closeHandler(
                                    _ -> {
                                        Short code = socket.closeStatusCode();
                                        closed.set(code == null ? "none" : code);
                                    });
                        })
                .await();
    }

    private int refusal(String path) {
        try {
            client.connect(options(path)).await();
            return 101;
        } catch (UpgradeRejectedException refused) {
            return refused.getStatus();
        }
    }

    private WebSocketConnectOptions options(String path, String... header) {
        var options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(ray.serve().httpPort())
                        .setURI(path)
                        .addSubProtocol("a")
                        .addSubProtocol("b");
        return header.length == 0 ? options : options.putHeader(header[0], header[1]);
    }
}
