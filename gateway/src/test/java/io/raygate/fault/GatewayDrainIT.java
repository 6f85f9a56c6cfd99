package io.raygate.fault;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-99: a whole gateway that is told to end while it has work. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GatewayDrainIT {
    private static final String EVENT = "data: 1\n\n";
    private static final String BEGUN =
            lines(
                    "HTTP/1.1 200 OK",
                    "content-type: text/event-stream",
                    "transfer-encoding: chunked",
                    "",
                    "9",
                    EVENT,
                    "");

    /** The example of RFC 6455, 1.3. */
    private static final String SWITCHING =
            lines(
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                    "",
                    "");

    private static final String TEXT = "\u0081\u0005";
    private static final String GOING_AWAY = "\u0088\u0002\u0003\u00e9";

    @Test
    void isUnreadyAtOnceButStillServesDuringTheDelay() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
                GatewayUnderTest gateway = before(upstream, "{delay: 10s, timeout: 5m}")) {
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
            Thread draining = drain(gateway);
            await().until(() -> gateway.ops("/readyz").statusCode() == 503);
            assertThat(gateway.get("/a").statusCode()).isEqualTo(204);
            draining.join();
            assertThat(isOpen(gateway)).isFalse();
        }
    }

    @Test
    void finishesWhatIsInWork() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(GatewayDrainIT::stream);
                GatewayUnderTest gateway = before(upstream, "{delay: 0s, timeout: 5m}");
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(request(gateway));
            client.readThrough(EVENT);
            Thread draining = drain(gateway);
            await().until(() -> !isOpen(gateway));
            assertThat(draining.isAlive()).isTrue();
            upstream.conversations().getFirst().signal();
            assertThat(client.readToEnd()).endsWith("0\r\n\r\n").doesNotContain("error");
            draining.join();
        }
    }

    /** S-40: whoever is cut off can see it, a reader of events by one last event. */
    @Test
    void cutsOffWhatOutlastsTheTimeout() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(GatewayDrainIT::stream);
                GatewayUnderTest gateway = before(upstream, "{delay: 0s, timeout: 300ms}");
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(request(gateway));
            client.readThrough(EVENT);
            Thread draining = drain(gateway);
            assertThat(client.readToEnd()).contains("data: {\"error\"").doesNotEndWith("0\r\n\r\n");
            draining.join();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
        }
    }

    @Test
    void webSocketsGoOnInBothDirections() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(GatewayDrainIT::webSocket);
                GatewayUnderTest gateway = before(upstream, "{delay: 0s, timeout: 5m}");
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(upgrade(gateway)).readThrough("\r\n\r\n");
            Thread draining = drain(gateway);
            await().until(() -> !isOpen(gateway));
            client.send("later");
            assertThat(client.readThrough("later")).isEqualTo(TEXT + "later");
            assertThat(draining.isAlive()).isTrue();
            upstream.conversations().getFirst().signal();
            assertThat(client.readToEnd()).isEmpty();
            draining.join();
        }
    }

    @Test
    void webSocketsThatOutlastTheTimeoutEndWith1001() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(GatewayDrainIT::webSocket);
                GatewayUnderTest gateway = before(upstream, "{delay: 0s, timeout: 300ms}");
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(upgrade(gateway)).readThrough("\r\n\r\n");
            Thread draining = drain(gateway);
            assertThat(client.readToEnd()).isEqualTo(GOING_AWAY);
            draining.join();
        }
    }

    /** Answers five bytes with a text frame of them. */
    private static void webSocket(Conversation conversation) throws Exception {
        conversation.readHead();
        conversation.send(SWITCHING);
        conversation.send(TEXT + new String(conversation.read(5), StandardCharsets.ISO_8859_1));
        conversation.awaitSignal();
    }

    private static void stream(Conversation conversation) throws Exception {
        conversation.readRequest();
        conversation.send(BEGUN);
        Thread.ofVirtual().start(() -> finish(conversation));
        conversation.awaitGone();
    }

    private static void finish(Conversation conversation) {
        try {
            conversation.awaitSignal();
            conversation.send("0\r\n\r\n");
        } catch (IOException | InterruptedException | IllegalStateException cutOff) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(GatewayUnderTest gateway) {
        return "GET /a HTTP/1.1~Host: a~X-API-Key: " + gateway.key() + "~~";
    }

    private static String upgrade(GatewayUnderTest gateway) {
        return "GET /ws HTTP/1.1~Host: a~X-API-Key: "
                + gateway.key()
                + "~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13"
                + "~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~~";
    }

    private static Thread drain(GatewayUnderTest gateway) {
        return Thread.ofVirtual().start(gateway.gateway()::drain);
    }

    private static boolean isOpen(GatewayUnderTest gateway) {
        try {
            RawSocket.connect(gateway.port()).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static GatewayUnderTest before(FaultyUpstream upstream, String drain) {
        return GatewayUnderTest.start(
                """
                drain: %s
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  all:
                    match: {path: /a}
                    auth: [apiKeys]
                    tenants: all
                    stream: true
                    split: {weights: {one: 1}}
                  sockets:
                    match: {path: /ws}
                    auth: [apiKeys]
                    tenants: all
                    websocket: true
                    split: {weights: {one: 1}}
                """
                        .formatted(drain, upstream.port()));
    }
}
