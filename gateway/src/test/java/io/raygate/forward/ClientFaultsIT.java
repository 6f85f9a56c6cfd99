package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Outcome;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, stall, cheat or do not read (S-02, S-13, S-79 to S-82). */
class ClientFaultsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** S-82. */
    @Test
    void aClientThatLeavesWhileItWaitsCancelsTheRequest() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.awaitGone();
                                });
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(() -> upstream.heads().size() == 1);
            client.endOutput();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
            assertThat(gateway.failure()).isEqualTo("ClientGone");
            assertThat(gateway.accounts().getFirst().outcome).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    /** S-02, S-82: what ends while its token is still verified never goes upstream. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no chunk\r\n"})
    void aClientThatIsGoneBeforeItIsForwardedStartsNothing(String body) throws Exception {
        try (var upstream = readingAll();
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            gateway.hold();
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            gateway.awaitHeld();
            client.send(body).endOutput();
            gateway.awaitHeldOver();
            gateway.letThrough();
            assertThat(gateway.failure()).isEqualTo("ClientGone");
            assertThat(upstream.heads()).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesInItsBodyCancelsTheRequest() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.awaitGone();
                                });
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
            await().until(() -> upstream.heads().size() == 1);
            client.reset();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
            assertThat(gateway.failure()).isEqualTo("ClientGone");
        }
    }

    /** S-80. */
    @Test
    void aSilentBodyIs408() throws Exception {
        var policy = Policies.with(changed -> changed.bodyIdle = Duration.ofMillis(300));
        try (var upstream = readingAll();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(
                            gateway.exchange(
                                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("client_too_slow");
            assertThat(gateway.failure()).isEqualTo("ClientBodySlow");
        }
    }

    @Test
    void aDeclaredBodyAboveTheLimitIs413AtOnce() throws Exception {
        var policy = Policies.with(changed -> changed.bodyLimit = 10);
        try (var upstream = readingAll();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.exchange(UpstreamFailuresIT.post("x".repeat(11))))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(upstream.heads()).isEmpty();
            assertThat(gateway.exchange(UpstreamFailuresIT.post("x".repeat(10))))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anUndeclaredBodyAboveTheLimitIs413() throws Exception {
        var policy = Policies.with(changed -> changed.bodyLimit = 10);
        try (var upstream = readingAll();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.exchange(chunked("6\r\nabcdef\r\n6\r\nghijkl\r\n0\r\n\r\n")))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("request_too_large");
            assertThat(gateway.failure()).isEqualTo("ClientBodyTooLarge");
        }
    }

    /** S-02: the upstream's connection is closed, never used again. */
    @Test
    void aBrokenBodyIs400AndAbortsUpstream() throws Exception {
        try (var upstream = readingAll();
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send(chunked("3\r\nabc\r\n"));
            await().until(() -> upstream.heads().size() == 1);
            client.send("zz\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ").contains("invalid_body");
            assertThat(gateway.failure()).isEqualTo("ClientBodyBroken");
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
        }
    }

    @Test
    void aChunkedBodyArrivesWhole() throws Exception {
        try (var upstream = readingAll();
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(
                            gateway.exchange(
                                    chunked(
                                            "3\r\nabc\r\n12;x=y\r\n012345678901234567\r\n0\r\n\r\n")))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(upstream.conversations().getFirst().bodies())
                    .containsExactly("abc012345678901234567");
        }
    }

    /** S-13: 100 comes from the gateway, once an endpoint has a connection for it. */
    @Test
    void answers100ItselfAndKeepsExpectToItself() throws Exception {
        try (var upstream = readingAll();
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send(expecting());
            assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue\r\n");
            client.send("abc");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(upstream.heads()).singleElement().asString().doesNotContain("xpect");
        }
    }

    /** S-13: a refusal instead of 100. */
    @Test
    void refusesInsteadOf100() throws Exception {
        var cluster = Orders.cluster("stable", FaultyUpstream.closedPort());
        try (var gateway = new ForwarderUnderTest(Orders.POLICY, cluster);
                var client = gateway.connect()) {
            client.send(expecting());
            assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 502 ");
        }
    }

    /** S-81: what a client does not read the upstream cannot send. */
    @Test
    void aClientThatDoesNotReadStopsTheUpstream() throws Exception {
        var sent = new AtomicLong();
        var policy = Policies.with(changed -> changed.clientWrite = Duration.ofSeconds(3));
        try (var upstream = flooding(sent);
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()));
                var client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(gateway.failure()).isEqualTo("ClientWriteTimeout");
            assertThat(sent.get()).isLessThan(64 << 20);
            await().until(upstream.conversations().getFirst()::isClosed);
        }
    }

    /** S-81: what an upstream does not read the client cannot send. */
    @Test
    void anUpstreamThatDoesNotReadStopsTheClient() throws Exception {
        var policy =
                Policies.with(
                        changed -> {
                            changed.bodyLimit = 1 << 30;
                            changed.firstByte = Duration.ofSeconds(3);
                        });
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.awaitSignal();
                                });
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()));
                var client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
            Thread.ofVirtual().start(() -> flood(client));
            assertThat(gateway.failure()).isEqualTo("FirstByteTimeout");
            assertThat(gateway.accounts().getFirst().requestBytes).isLessThan(64 << 20);
        }
    }

    private static void flood(RawSocket client) {
        try {
            while (true) {
                client.send(new byte[65536]);
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A large answer and a large body pass whole. */
    @Test
    void carriesLargeBodiesBothWays() throws Exception {
        int size = 20 << 20;
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    int got = conversation.read(size).length;
                                    conversation.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: "
                                                    + got
                                                    + "\r\n\r\n");
                                    conversation.send(new byte[got]);
                                    conversation.awaitGone();
                                });
                var gateway =
                        new ForwarderUnderTest(
                                Policies.with(changed -> changed.bodyLimit = size),
                                Orders.cluster("stable", upstream.port()));
                var client = gateway.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
            client.send(new byte[size]);
            assertThat(client.readAnswer().length()).isGreaterThan(size);
            gateway.awaitNothingLeft(1);
            assertThat(gateway.accounts().getFirst().responseBytes).isEqualTo(size);
            assertThat(gateway.accounts().getFirst().requestBytes).isEqualTo(size);
        }
    }

    private static FaultyUpstream flooding(AtomicLong sent) throws IOException {
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readRequest();
                    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    while (true) {
                        conversation.send(new byte[65536]);
                        sent.addAndGet(65536);
                    }
                });
    }

    private static FaultyUpstream readingAll() throws IOException {
        return FaultyUpstream.answering(OK);
    }

    private static String chunked(String body) {
        return lines(
                "POST / HTTP/1.1",
                "Host: a",
                "Connection: close",
                "Transfer-Encoding: chunked",
                "",
                body);
    }

    private static String expecting() {
        return lines(
                "POST / HTTP/1.1", "Host: a", "Expect: 100-continue", "Content-Length: 3", "", "");
    }
}
