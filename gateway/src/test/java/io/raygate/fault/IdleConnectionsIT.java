package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-105, D-10: many connections that are done with their requests cost the others nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IdleConnectionsIT {
    private static final int SOURCES = 10;
    private static final int PER_SOURCE = 150;
    private static final int ALL = SOURCES * PER_SOURCE;

    @Test
    void areHeldCountedAndForgotten() throws IOException {
        List<RawSocket> idle = new ArrayList<>();
        try (FaultyUpstream one =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                GatewayUnderTest gateway = gateway(one.port())) {
            for (int i = 0; i < ALL; i++) {
                idle.add(served(gateway, i / PER_SOURCE));
            }
            assertThat(connections(gateway)).isEqualTo(ALL);
            try (RawSocket newcomer = served(gateway, SOURCES)) {
                assertThat(connections(gateway)).isEqualTo(ALL + 1);
                ask(gateway, idle.getFirst());
                ask(gateway, idle.getLast());
                ask(gateway, newcomer);
            }
            for (RawSocket held : idle) {
                held.close();
            }
            await().until(() -> connections(gateway) == 0);
            assertThat(gateway.ops("/metrics").body())
                    .doesNotContainPattern("raygate_connections_refused_total\\{.*} [1-9]");
        } finally {
            for (RawSocket left : idle) {
                left.close();
            }
        }
    }

    /** The cap per address is what one source may hold, and no more. */
    private static GatewayUnderTest gateway(int upstream) {
        return GatewayUnderTest.start(
                """
                connections: {perAddress: %d}
                timeouts: {keepAlive: 10m}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                """
                        .formatted(PER_SOURCE, upstream));
    }

    private static RawSocket served(GatewayUnderTest gateway, int source) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.1." + (1 + source)), 0));
        RawSocket client = RawSocket.connect(socket, gateway.port());
        ask(gateway, client);
        return client;
    }

    private static void ask(GatewayUnderTest gateway, RawSocket client) throws IOException {
        client.lines("GET /a HTTP/1.1~Host: a~Authorization: Bearer " + gateway.key() + "~~");
        assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("ok");
    }

    private static double connections(GatewayUnderTest gateway) {
        return gateway.ops("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("raygate_connections{listener=\"http\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }
}
