package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gaps between the pieces of an answer are counted where it is a stream, and nowhere else. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StreamGapsIT {
    private static final int PIECES = 4;
    private final Semaphore read = new Semaphore(0);

    /** Sends the next piece when the client has read the one before. */
    private void inPieces(Conversation conversation) throws Exception {
        while (conversation.readRequest()) {
            boolean events = conversation.heads().getLast().startsWith("GET /events");
            conversation.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: "
                            + (events ? "text/event-stream" : "text/plain")
                            + "\r\ntransfer-encoding: chunked\r\n\r\n");
            for (int i = 0; i < PIECES; i++) {
                conversation.send("5\r\nabcd" + i + "\r\n");
                read.acquire();
            }
            conversation.send("0\r\n\r\n");
        }
    }

    private void readAll(GatewayUnderTest gateway, String path, String type) throws Exception {
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines("GET " + path + " HTTP/1.1~Host: a~X-API-Key: " + gateway.key() + "~")
                    .lines("Content-Type: " + type + "~Connection: close~~");
            for (int i = 0; i < PIECES; i++) {
                client.readThrough("abcd" + i);
                read.release();
            }
            client.readToEnd();
        }
    }

    @Test
    void areCountedForStreamsOnly() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(this::inPieces);
                GatewayUnderTest gateway = before(upstream)) {
            for (String path : List.of("/events", "/long", "/plain", "/events")) {
                readAll(gateway, path, "text/plain");
            }
            readAll(gateway, "/called", "application/grpc");
            assertThat(gaps(gateway, "events")).isEqualTo(2 * (PIECES - 1));
            assertThat(gaps(gateway, "long")).isEqualTo(PIECES - 1);
            assertThat(gaps(gateway, "called")).isEqualTo(PIECES - 1);
            assertThat(gateway.ops("/metrics").body())
                    .doesNotContain(
                            "raygate_chunk_gap_seconds_count{cluster=\"one\",route=\"plain\"")
                    .contains(
                            "raygate_time_to_first_byte_seconds_count{cluster=\"one\",route=\"plain\"");
        }
    }

    private static double gaps(GatewayUnderTest gateway, String route) {
        return gateway.metric(
                "raygate_chunk_gap_seconds_count{cluster=\"one\",route=\"" + route + "\"}");
    }

    private static GatewayUnderTest before(FaultyUpstream upstream) {
        return GatewayUnderTest.start(
                """
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  events: {match: {path: /events}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                  long: {match: {path: /long}, auth: [apiKeys], tenants: all, stream: true, split: {weights: {one: 1}}}
                  called: {match: {path: /called}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                  plain: {match: {path: /plain}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                """
                        .formatted(upstream.port()));
    }
}
