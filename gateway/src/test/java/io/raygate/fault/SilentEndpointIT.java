package io.raygate.fault;

import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.Http2Peer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** D-06: an HTTP/2 endpoint that took a connection and said nothing is in again once it answers. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SilentEndpointIT {
    private static final String USABLE = "raygate_endpoints{cluster=\"rpc\",state=\"usable\"}";

    private final AtomicBoolean answering = new AtomicBoolean();

    @Test
    void aHealthCheckDoesNotWaitBehindOneThatHangs() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(this::serve);
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(
                                """
                                clusters: {rpc: {endpoints: ["http://127.0.0.1:%d"], protocol: h2c, health: {interval: 1s, timeout: 300ms, unhealthyAfter: 1, healthyAfter: 1}}}
                                routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {rpc: 1}}}}
                                """
                                        .formatted(upstream.port()))) {
            await().until(() -> gateway.metric(USABLE) == 0);
            await().until(() -> upstream.conversations().size() > 1);
            answering.set(true);
            await().until(() -> gateway.metric(USABLE) == 1);
            await().until(() -> upstream.open() <= 1);
        }
    }

    private void serve(Conversation conversation) throws IOException {
        if (!answering.get()) {
            conversation.awaitGone();
            return;
        }
        Http2Peer peer = Http2Peer.begin(conversation);
        peer.head(
                peer.awaitRequest(),
                true,
                ":status=200~content-type=application/grpc~grpc-status=0");
        peer.awaitGone();
    }
}
