package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WebSocket to a Ray Serve application through the gateway. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {
    private final GatewayProcess gateway;

    WebSocketIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    @Test
    void carriesMessagesBothWaysAndTheSubprotocol() throws Exception {
        Inbox inbox = new Inbox();
        WebSocket socket = open(inbox, gateway.key());
        byte[] large = new byte[1_000_000];
        new Random(1).nextBytes(large);

        socket.sendText("hello", true).join();
        assertThat(inbox.text()).isEqualTo("hello");
        socket.sendBinary(ByteBuffer.wrap(large), true).join();
        assertThat(inbox.binary()).isEqualTo(large);
        assertThat(socket.getSubprotocol()).isEqualTo("one");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(inbox.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    /** S-30, S-32: the handshake is sanitised like every request. */
    @Test
    void theApplicationSeesTheTenantAndNoCredential() throws Exception {
        Inbox inbox = new Inbox();
        WebSocket socket = open(inbox, gateway.key());

        socket.sendText("!headers", true).join();
        assertThat(inbox.text())
                .contains("\"x-raygate-tenant\", \"acme\"")
                .contains("x-request-timeout-seconds")
                .doesNotContain(gateway.key());
        socket.abort();
    }

    @Test
    void passesTheApplicationsCloseCode() throws Exception {
        Inbox inbox = new Inbox();
        WebSocket socket = open(inbox, gateway.key());

        socket.sendText("!close 4001", true).join();
        assertThat(inbox.closeCode()).isEqualTo(4001);
    }

    @Test
    void refusesAStrangersHandshake() {
        assertThatThrownBy(() -> open(new Inbox(), "nobody"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    private WebSocket open(Inbox inbox, String key) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .subprotocols("one", "two")
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + gateway.ports().http() + "/ws/echo"), inbox)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
