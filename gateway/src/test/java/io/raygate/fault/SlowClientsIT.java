package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** D-10, D-11: clients that stall are ended in time, and the others are served all the while. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlowClientsIT {
    private static final int MANY = 60;
    private static final int LARGE = 64 << 20;

    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;
    private final List<RawSocket> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        upstream =
                FaultyUpstream.start(
                        conversation -> {
                            while (conversation.readRequest()) {
                                answer(conversation);
                            }
                        });
        gateway =
                GatewayUnderTest.start(
                        """
                        timeouts: {head: 3s, keepAlive: 3s, bodyIdle: 1s, clientWrite: 1s}
                        clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off, upstream: {connections: 256}}}
                        routes:
                          all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                        """
                                .formatted(upstream.port()));
        assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
    }

    private static void answer(Conversation conversation) throws IOException {
        boolean large = conversation.heads().getLast().startsWith("GET /a/large");
        int length = large ? LARGE : 2;
        conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
        byte[] piece = new byte[Math.min(length, 1 << 16)];
        for (int sent = 0; sent < length; sent += piece.length) {
            conversation.send(piece);
        }
    }

    @AfterEach
    void end() throws IOException {
        for (RawSocket client : clients) {
            client.close();
        }
        gateway.close();
        upstream.close();
    }

    private void connect(String first) throws IOException {
        for (int i = 0; i < MANY; i++) {
            clients.add(RawSocket.connect(gateway.port()).lines(first));
        }
    }

    private void othersAreServed() {
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headsThatNeverEndAreAnsweredWith408() throws IOException {
        connect("GET /a HTTP/1.1~Host: a~X-Slow: ");
        othersAreServed();
        for (RawSocket client : clients) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408").contains("client_too_slow");
        }
    }

    @Test
    void silentConnectionsAreClosed() throws IOException {
        connect("");
        othersAreServed();
        for (RawSocket client : clients) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void bodiesThatStopAreAnsweredWith408AndCutUpstream() throws IOException {
        connect(
                "POST /a HTTP/1.1~Host: a~Content-Length: 100~Authorization: Bearer "
                        + gateway.key()
                        + "~~some");
        othersAreServed();
        for (RawSocket client : clients) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408").contains("client_too_slow");
        }
        await().until(() -> upstream.open() <= 2);
        othersAreServed();
    }

    @Test
    void clientsThatDoNotReadAreCutOffAndHoldNoMemory() throws IOException {
        connect("GET /a/large HTTP/1.1~Host: a~Authorization: Bearer " + gateway.key() + "~~");
        othersAreServed();
        await().until(() -> gateway.gateway().openRequests() == 0);
        othersAreServed();
        await().until(() -> upstream.open() <= 2);
    }
}
