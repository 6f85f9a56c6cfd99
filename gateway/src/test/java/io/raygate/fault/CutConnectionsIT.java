package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * D-07: between gateway and upstream, or between client and gateway, lies a network that cuts
 * connections at random; each client sees a full answer or a visible cut.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CutConnectionsIT {
    private static final int REQUESTS = 120;
    private static final String BODY = "0123456789abcdef".repeat(4096);

    private static FaultyUpstream upstream(boolean chunked) throws IOException {
        String framing =
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BODY.length();
        String body =
                chunked
                        ? Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n"
                        : BODY;
        return FaultyUpstream.answering("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + body);
    }

    private static GatewayUnderTest gateway(int port) {
        return GatewayUnderTest.start(
                """
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off, eject: off}}
                routes:
                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                """
                        .formatted(port));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerCutByTheUpstreamIsSeenAsCutByTheClient(boolean chunked) throws IOException {
        try (FaultyUpstream one = upstream(chunked);
                Relay relay = new Relay(one.port(), 7);
                GatewayUnderTest gateway = gateway(relay.port())) {
            relay.cutting(0.03);
            tellFullFromCut(gateway, gateway.port());
            assertThat(relay.cuts()).isPositive();
            relay.cutting(0);
            assertThat(gateway.get("/a").body()).isEqualTo(BODY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatIsCutOffLeavesNothingBehind(boolean chunked) throws IOException {
        try (FaultyUpstream one = upstream(chunked);
                GatewayUnderTest gateway = gateway(one.port());
                Relay relay = new Relay(gateway.port(), 11)) {
            relay.cutting(0.03);
            tellFullFromCut(gateway, relay.port());
            assertThat(relay.cuts()).isPositive();
            assertThat(gateway.get("/a").body()).isEqualTo(BODY);
        }
    }

    private static void tellFullFromCut(GatewayUnderTest gateway, int port) {
        int full = 0;
        int refused = 0;
        int cut = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String answer = ask(gateway, port);
            if (answer.startsWith("HTTP/1.1 502")) {
                refused++;
            } else if (isWhole(answer)) {
                full++;
            } else {
                cut++;
            }
        }
        assertThat(full).as("answers in full").isPositive();
        assertThat(cut + refused).as("answers that were cut").isPositive();
    }

    /** Whether a receiver takes it for whole; then it must be. */
    private static boolean isWhole(String answer) {
        int at = answer.indexOf("\r\n\r\n");
        if (at < 0) {
            return false;
        }
        String head = answer.substring(0, at + 2).toLowerCase(java.util.Locale.ROOT);
        String body = answer.substring(at + 4);
        boolean chunked = head.contains("transfer-encoding: chunked");
        boolean ended =
                chunked
                        ? body.endsWith("\r\n0\r\n\r\n")
                        : head.contains("content-length: " + body.length() + "\r\n");
        if (ended && chunked) {
            assertThat(body.replaceAll("\r\n[0-9a-f]+\r\n|^[0-9a-f]+\r\n", "").strip())
                    .isEqualTo(BODY);
        } else if (ended) {
            assertThat(body).isEqualTo(BODY);
        }
        return ended;
    }

    private static String ask(GatewayUnderTest gateway, int port) {
        StringBuilder got = new StringBuilder();
        try (RawSocket client = RawSocket.connect(port)) {
            client.lines(
                    "GET /a HTTP/1.1~Host: a~Connection: close~Authorization: Bearer "
                            + gateway.key()
                            + "~~");
            got.append(client.readToEnd());
        } catch (IOException reset) {
            return "cut";
        }
        return got.toString();
    }
}
