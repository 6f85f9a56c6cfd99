package io.raygate.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.IpAddress;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import io.raygate.testing.TlsListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROXY protocol v2 from trusted peers only (S-83). */
class ProxyProtocolIT {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock();
    private ListenerUnderTest listener;

    @BeforeEach
    void open() {
        listener = open(ListenerSettings.plain("proxied", "127.0.0.1", 0));
        trust(true);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void takesTheClientsAddress() throws Exception {
        try (var socket = listener.connect()) {
            socket.send(header("21", "11", "c0000207" + "7f000001" + "1234" + "0050")).send(GET);
            assertThat(socket.readAnswer()).endsWith("192.0.2.7");
            assertThat(socket.send(GET).readAnswer()).endsWith("192.0.2.7");
        }
    }

    @Test
    void takesAnAddressOfVersion6() throws Exception {
        try (var socket = listener.connect()) {
            var addresses = "20010db8000000000000000000000007" + "00000000000000000000000000000001";
            socket.send(header("21", "21", addresses + "1234" + "0050")).send(GET);
            assertThat(socket.readAnswer()).endsWith("2001:db8:0:0:0:0:0:7");
        }
    }

    /** Health checks of the proxy itself. */
    @Test
    void aLocalHeaderLeavesThePeersAddress() throws Exception {
        try (var socket = listener.connect()) {
            socket.send(header("20", "00", "")).send(GET);
            assertThat(socket.readAnswer()).endsWith("127.0.0.1");
        }
    }

    @Test
    void theHeaderMayDripIn() throws Exception {
        try (var socket = listener.connect()) {
            for (byte octet : header("21", "11", "c0000207" + "7f000001" + "1234" + "0050")) {
                socket.send(new byte[] {octet});
            }
            assertThat(socket.send(GET).readAnswer()).endsWith("192.0.2.7");
        }
    }

    @Test
    void countsTheClientsAddressNotTheProxys() throws Exception {
        listener.connections().limit(new ConnectionCaps(10, 1, ProxyProtocolIT::isLoopback));
        var client = header("21", "11", "c0000207" + "7f000001" + "1234" + "0050");
        try (var one = listener.connect().send(new String(client, ISO_8859_1) + GET)) {
            assertThat(one.readAnswer()).endsWith("192.0.2.7");
            try (var two = listener.connect().send(new String(client, ISO_8859_1) + GET)) {
                assertThat(two.readUntilGone()).isEmpty();
            }
        }
        assertThat(listener.seen().refused()).containsExactly("per_address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // version 1
                "50524f58592054435034203139322e302e322e37203132372e302e302e3120312038300d0a",
                // no header
                "474554202f20485454502f312e310d0a486f73743a20610d0a0d0a",
                // UDP, and a socket of the file system
                SIGNATURE + "2112000cc00002077f00000112340050",
                SIGNATURE + "21000000",
                // an unknown version, and an unknown command
                SIGNATURE + "3111000cc00002077f00000112340050",
                SIGNATURE + "2211000cc00002077f00000112340050",
                // shorter than its addresses
                SIGNATURE + "21110004c0000207",
            })
    void endsWhatIsNoHeaderOfVersion2(String hex) throws Exception {
        try (var socket = listener.connect()) {
            socket.send(new String(HexFormat.of().parseHex(hex), ISO_8859_1) + GET);
            assertThat(socket.readUntilGone()).isEmpty();
        }
        assertThat(listener.requests()).isEmpty();
        await().until(() -> listener.connections().open() == 0);
        assertThat(listener.seen().refused()).contains("proxy_header");
    }

    /** S-79: it must come in time. */
    @Test
    void aHeaderThatDoesNotComeEnds() throws Exception {
        try (var socket = listener.connect().send(new byte[] {13, 10})) {
            await().until(() -> listener.seen().open() == 1);
            listener.awaitTurn();
            clock.advance(Duration.ofMillis(10_001));
            assertThat(socket.readToEnd()).isEmpty();
        }
    }

    /** An untrusted peer is a client like any other, and its header is no request. */
    @Test
    void doesNotBelieveAnUntrustedPeer() throws Exception {
        trust(false);
        try (var socket = listener.connect()) {
            socket.send(header("21", "11", "c0000207" + "7f000001" + "1234" + "0050")).send(GET);
            assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
        try (var socket = listener.connect().send(GET)) {
            assertThat(socket.readAnswer()).endsWith("127.0.0.1");
        }
    }

    @Test
    void standsBeforeTls() throws Exception {
        listener.close();
        listener = open(TlsListener.settings(folder));
        trust(true);
        try (var raw = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            raw.getOutputStream()
                    .write(header("21", "11", "c0000207" + "7f000001" + "1234" + "0050"));
            var tls =
                    (SSLSocket)
                            TestCertificates.believing()
                                    .getSocketFactory()
                                    .createSocket(raw, "localhost", listener.port(), true);
            assertThat(RawSocket.of(tls).send(GET).readAnswer()).endsWith("192.0.2.7");
        }
        assertThatThrownBy(() -> RawHttp2.connect(listener.port()).close())
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void standsBeforeClearTextHttp2(boolean http2) throws Exception {
        listener.close();
        listener = open(ListenerSettings.plain("h2c", "127.0.0.1", 0).withH2c());
        trust(true);
        var header = header("21", "11", "c0000207" + "7f000001" + "1234" + "0050");
        if (http2) {
            try (var client = RawHttp2.clear(listener.port()).send(header).begin().get(1, "/")) {
                var body = client.await(RawHttp2.DATA).payload().array();
                assertThat(new String(body, StandardCharsets.US_ASCII)).isEqualTo("192.0.2.7");
            }
        } else {
            try (var socket = listener.connect().send(header).send(GET)) {
                assertThat(socket.readAnswer()).endsWith("192.0.2.7");
            }
        }
    }

    private static boolean isLoopback(IpAddress peer) {
        return peer.toString().equals("127.0.0.1");
    }

    private void trust(boolean trusted) {
        listener.connections().limit(new ConnectionCaps(100, 0, peer -> trusted));
    }

    private static byte[] header(String versionAndCommand, String family, String addresses) {
        int length = addresses.length() / 2;
        return HexFormat.of()
                .parseHex(
                        SIGNATURE
                                + versionAndCommand
                                + family
                                + HexFormat.of().toHexDigits((short) length)
                                + addresses);
    }

    private ListenerUnderTest open(ListenerSettings settings) {
        return ListenerUnderTest.open(
                settings.withProxyProtocol(), ProxyProtocolIT::answerAddress, clock);
    }

    private static void answerAddress(Exchange exchange) {
        var request = exchange.request();
        request.response()
                .end(request.remoteAddress().hostAddress())
                .onComplete(done -> exchange.settled());
    }
}
