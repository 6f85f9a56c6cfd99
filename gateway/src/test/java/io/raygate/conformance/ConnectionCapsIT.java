package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TlsListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caps on connections (S-83): over one, a connection ends before any request. */
class ConnectionCapsIT {
    @TempDir private Path folder;
    private ListenerUnderTest listener;

    @BeforeEach
    void open() {
        listener = plain();
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsConnectionsOverTheMost(boolean tls) throws Exception {
        if (tls) {
            listener.close();
            listener =
                    ListenerUnderTest.open(TlsListener.settings(folder), ListenerUnderTest::echo);
        }
        listener.connections().limit(new ConnectionCaps(2, 0, peer -> false));
        try (var one = listener.connect();
                var two = listener.connect()) {
            await().until(() -> listener.connections().open() == 2);
            try (var third = listener.connect()) {
                assertThat(third.readToEnd()).isEmpty();
            }
            assertThat(listener.seen().refused()).containsExactly("max");
            one.reset();
            await().until(() -> listener.connections().open() == 1);
            if (!tls) {
                two.lines("GET / HTTP/1.1~Host: a~~");
                assertThat(two.readAnswer()).endsWith("GET /|");
            }
        }
        await().until(() -> listener.connections().open() == 0);
    }

    @Test
    void endsConnectionsOverTheMostOfAnAddress() throws Exception {
        listener.connections().limit(new ConnectionCaps(10, 1, peer -> false));
        try (var one = from("127.0.0.1")) {
            await().until(() -> listener.connections().open() == 1);
            try (var second = from("127.0.0.1");
                    var other = from("127.0.0.2")) {
                assertThat(second.readToEnd()).isEmpty();
                other.lines("GET / HTTP/1.1~Host: a~~");
                assertThat(other.readAnswer()).endsWith("GET /|");
            }
            one.lines("GET / HTTP/1.1~Host: a~~");
            assertThat(one.readAnswer()).endsWith("GET /|");
        }
        assertThat(listener.seen().refused()).containsExactly("per_address");
    }

    @Test
    void trustedProxiesAreExemptFromTheCapPerAddress() throws Exception {
        listener.connections().limit(new ConnectionCaps(10, 1, peer -> true));
        try (var one = from("127.0.0.1");
                var two = from("127.0.0.1")) {
            one.lines("GET / HTTP/1.1~Host: a~~");
            assertThat(one.readAnswer()).endsWith("GET /|");
            two.lines("GET / HTTP/1.1~Host: a~~");
            assertThat(two.readAnswer()).endsWith("GET /|");
        }
    }

    /** Every way in which a connection can end gives its place back. */
    @Test
    void everyEndGivesThePlaceBack() throws Exception {
        listener.close();
        listener = ListenerUnderTest.open(TlsListener.settings(folder), ListenerUnderTest::echo);
        for (int round = 0; round < 10; round++) {
            listener.connect().reset();
            listener.connect().close();
            listener.connect().send("no TLS at all").close();
            RawHttp2.connect(listener.port()).close();
            RawHttp2.connect(listener.port()).begin().get(1, "/x").close();
        }
        await().until(() -> listener.connections().open() == 0);
        await().until(() -> listener.seen().open() == 0);
    }

    private static ListenerUnderTest plain() {
        return ListenerUnderTest.open(
                ListenerSettings.plain("plain", "127.0.0.1", 0), ListenerUnderTest::echo);
    }

    private RawSocket from(String address) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        return RawSocket.connect(socket, listener.port());
    }
}
