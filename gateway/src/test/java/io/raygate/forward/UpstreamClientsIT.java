package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterRegistry;
import io.raygate.upstream.PoolSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pools of one event loop across reloads (S-42). */
class UpstreamClientsIT {
    private static final PoolSettings OTHER = Orders.pool(255, Duration.ofSeconds(1));

    private final ClusterRegistry registry = new ClusterRegistry(System::nanoTime);

    /** A pool that nothing looks after keeps for ever what it holds. */
    @Test
    void aReplacedPoolIsLookedAfterUntilItsConnectionsHaveClosed() throws Exception {
        try (var upstream = FaultyUpstream.start(UpstreamClientsIT::answerFirstWhenTold);
                var gateway =
                        new ForwarderUnderTest(Orders.POLICY, adopt(Orders.POOL, upstream.port()));
                var client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(() -> upstream.heads().size() == 1);

            gateway.clusters(adopt(OTHER, upstream.port()));
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.connections()).isEqualTo(2);

            upstream.conversations().getFirst().signal();
            assertThat(client.readThrough("ok")).startsWith("HTTP/1.1 200 ");
            gateway.awaitConnections(1);
        }
    }

    private Cluster adopt(PoolSettings pool, int port) {
        var clusters = registry.prepare(List.of(Orders.settings("stable", pool, port)));
        registry.adopt(clusters);
        return clusters.values().iterator().next();
    }

    private static void answerFirstWhenTold(Conversation conversation)
            throws IOException, InterruptedException {
        conversation.readHead();
        if (conversation.number() == 0) {
            conversation.awaitSignal();
        }
        conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        conversation.awaitGone();
    }
}
