package io.raygate.integration;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-99: the process itself, told to end by the signal that service managers send. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class TerminationIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int KILLED_BY_TERM = 128 + 15;

    private final CountDownLatch release = new CountDownLatch(1);

    /** Answers at once, begins a stream of events, or keeps silent, as the path wants it. */
    private void serve(Conversation conversation) throws Exception {
        while (conversation.readRequest()) {
            String head = conversation.heads().getLast();
            if (head.startsWith("GET /quick")) {
                conversation.send("HTTP/1.1 204 No Content\r\n\r\n");
            } else if (head.startsWith("GET /events")) {
                conversation.send(
                        lines(
                                "HTTP/1.1 200 OK",
                                "content-type: text/event-stream",
                                "transfer-encoding: chunked",
                                "",
                                "9",
                                "data: 1\n\n",
                                ""));
                release.await();
                conversation.send(lines("9", "data: 2\n\n", "0", "", ""));
            } else {
                release.await();
                conversation.send("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlate");
            }
        }
    }

    private static GatewayProcess before(FaultyUpstream upstream) {
        return GatewayProcess.start(
                """
                drain: {delay: 0s, timeout: 5m}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                """
                        .formatted(upstream.port()));
    }

    private static RawSocket ask(GatewayProcess gateway, String path) throws IOException {
        return RawSocket.connect(gateway.ports().http())
                .lines("GET " + path + " HTTP/1.1~Host: a~X-API-Key: " + gateway.key() + "~~");
    }

    private static void awaitHead(FaultyUpstream upstream, String path) {
        await().atMost(BOUND)
                .until(
                        () ->
                                upstream.heads().stream()
                                        .anyMatch(head -> head.startsWith("GET " + path)));
    }

    private static void awaitUnready(GatewayProcess gateway) {
        await().atMost(BOUND).until(() -> readiness(gateway).startsWith("HTTP/1.1 503 "));
    }

    private static String readiness(GatewayProcess gateway) throws IOException {
        try (RawSocket probe = RawSocket.connect(gateway.ports().ops())) {
            return probe.lines("GET /readyz HTTP/1.1~Host: a~Connection: close~~").readToEnd();
        }
    }

    private static boolean refuses(int port) {
        try {
            RawSocket.connect(port).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void whatIsInWorkEndsWellAndThenTheProcess() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(this::serve);
                GatewayProcess gateway = before(upstream);
                RawSocket idle = ask(gateway, "/quick");
                RawSocket events = ask(gateway, "/events");
                RawSocket slow = ask(gateway, "/slow")) {
            assertThat(idle.readAnswer()).startsWith("HTTP/1.1 204 ");
            events.readThrough("data: 1\n\n");
            awaitHead(upstream, "/slow");

            gateway.process().destroy();
            awaitUnready(gateway);
            assertThat(idle.readToEnd()).isEmpty();
            await().atMost(BOUND).until(() -> refuses(gateway.ports().http()));
            assertThat(gateway.process().isAlive()).isTrue();

            release.countDown();
            assertThat(events.readToEnd()).contains("data: 2\n\n").endsWith("\r\n0\r\n\r\n");
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("late");
            assertThat(gateway.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.process().exitValue()).isZero();
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(this::serve)) {
            GatewayProcess gateway = before(upstream);
            try (RawSocket slow = ask(gateway, "/slow")) {
                awaitHead(upstream, "/slow");
                gateway.process().destroy();
                awaitUnready(gateway);
                gateway.process().destroy();
                assertThat(gateway.process().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(gateway.process().exitValue()).isEqualTo(KILLED_BY_TERM);
                assertThat(slow.readToEnd()).isEmpty();
            } finally {
                gateway.process().destroyForcibly();
            }
        }
    }
}
