package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Outcome;
import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSockets through the gateway, byte by byte (S-14, S-38, S-99). */
class TunnelIT {
    private static final ForwardPolicy POLICY = Policies.with(changed -> changed.websocket = true);

    /** The example of RFC 6455, 1.3. */
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final String HELLO = "\u0081\u0005hello";
    private static final String GOING_AWAY = "\u0088\u0002\u0003\u00e9";

    @Test
    void carriesBytesBothWays() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(switching(ACCEPT) + HELLO);
                                    conversation.send(conversation.read(6));
                                    conversation.awaitGone();
                                });
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            client.send(asking());
            assertThat(client.readThrough("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-accept: " + ACCEPT)
                    .containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("connection: upgrade")
                    .doesNotContainIgnoringCase("content-length", "transfer-encoding");
            assertThat(client.readThrough("hello")).isEqualTo(HELLO);
            client.send("abcdef");
            assertThat(client.readThrough("abcdef")).isEqualTo("abcdef");
            assertThat(upstream.heads().getFirst())
                    .containsIgnoringCase("connection: upgrade\r\n")
                    .containsIgnoringCase("upgrade: websocket\r\n")
                    .containsIgnoringCase("sec-websocket-version: 13\r\n")
                    .contains("x-request-timeout-seconds: 3600\r\n");
            client.reset();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
            gateway.awaitNoClients();
            assertThat(gateway.failure()).isNull();
            assertThat(gateway.accounts().getFirst().status).isEqualTo(101);
            assertThat(gateway.accounts().getFirst().outcome).isEqualTo(Outcome.OK);
            assertThat(gateway.accounts().getFirst().requestBytes).isEqualTo(6);
            assertThat(gateway.accounts().getFirst().responseBytes).isEqualTo(13);
        }
    }

    /** S-14: what the client sends too early waits for the 101. */
    @Test
    void earlyBytesWaitForTheAnswer() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.awaitSignal();
                                    conversation.send(switching(ACCEPT));
                                    conversation.send(conversation.read(5));
                                    conversation.awaitGone();
                                });
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            client.send(asking() + "early");
            await().until(() -> upstream.heads().size() == 1);
            upstream.conversations().getFirst().signal();
            client.readThrough("\r\n\r\n");
            assertThat(client.readThrough("early")).isEqualTo("early");
        }
    }

    /** S-14: a 101 that does not fit is no upgrade. */
    @ParameterizedTest
    @CsvSource({
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=, X: y",
        ACCEPT + ", Sec-WebSocket-Protocol: other",
        ACCEPT + ", Sec-WebSocket-Extensions: x-secret",
    })
    void refusesAnAnswerThatDoesNotFit(String accept, String field) throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(
                                            switching(accept)
                                                    .replace(
                                                            "\r\n\r\n",
                                                            "\r\n" + field + "\r\n\r\n"));
                                    conversation.awaitGone();
                                });
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            assertThat(client.send(asking()).readAnswer())
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("UnaskedUpgrade");
        }
    }

    @Test
    void aRefusalOfTheUpstreamPasses() throws Exception {
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            assertThat(client.send(asking()).readAnswer())
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("no");
        }
    }

    @Test
    void aRouteWithoutWebSocketsRefuses() throws Exception {
        try (var upstream = FaultyUpstream.answering("");
                var gateway = to(upstream, Orders.POLICY)) {
            assertThat(gateway.exchange(asking()))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("upgrade_not_allowed");
            assertThat(upstream.heads()).isEmpty();
        }
    }

    @Test
    void theUpstreamsEndIsTheClientsEnd() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(switching(ACCEPT) + HELLO);
                                });
                var gateway = to(upstream, POLICY)) {
            assertThat(gateway.exchange(asking())).endsWith("\r\n\r\n" + HELLO);
            assertThat(gateway.failure()).isNull();
        }
    }

    @Test
    void silenceEndsWith1001() throws Exception {
        var policy =
                Policies.with(
                        changed -> {
                            changed.websocket = true;
                            changed.websocketIdle = Duration.ofMillis(300);
                        });
        try (var upstream = silent("");
                var gateway = to(upstream, policy)) {
            assertThat(gateway.exchange(asking())).endsWith("\r\n\r\n" + GOING_AWAY);
            assertThat(gateway.failure()).isEqualTo("TunnelIdleTimeout");
        }
    }

    /** S-99. */
    @Test
    void theEndOfTheGatewayIs1001() throws Exception {
        try (var upstream = silent(HELLO);
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            client.send(asking());
            client.readThrough(HELLO);
            gateway.forwarder().endAll();
            assertThat(client.readToEnd()).isEqualTo(GOING_AWAY);
            assertThat(gateway.failure()).isEqualTo("Drained");
        }
    }

    /** Within a frame a close frame would be taken for data. */
    @Test
    void nothingIsPutInTheMiddleOfAFrame() throws Exception {
        try (var upstream = silent("\u0081\u0005hel");
                var gateway = to(upstream, POLICY);
                var client = gateway.connect()) {
            client.send(asking());
            client.readThrough("hel");
            gateway.forwarder().endAll();
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    /** S-81. */
    @Test
    void aClientThatDoesNotReadStopsTheUpstream() throws Exception {
        var sent = new AtomicLong();
        var policy =
                Policies.with(
                        changed -> {
                            changed.websocket = true;
                            changed.websocketIdle = Duration.ofSeconds(2);
                        });
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(switching(ACCEPT));
                                    flood(conversation, sent);
                                });
                var gateway = to(upstream, policy);
                var client = gateway.connect()) {
            client.send(asking());
            assertThat(gateway.failure()).isNotNull();
            assertThat(sent.get()).isLessThan(64 << 20);
        }
    }

    private static void flood(Conversation conversation, AtomicLong sent) throws IOException {
        while (true) {
            conversation.send(new byte[65536]);
            sent.addAndGet(65536);
        }
    }

    private static FaultyUpstream silent(String first) throws Exception {
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readHead();
                    conversation.send(switching(ACCEPT) + first);
                    conversation.awaitGone();
                });
    }

    private static ForwarderUnderTest to(FaultyUpstream upstream, ForwardPolicy policy) {
        return new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()));
    }

    private static String asking() {
        return lines(
                "GET /ws HTTP/1.1",
                "Host: a",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: chat, superchat",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                "",
                "");
    }

    private static String switching(String accept) {
        return lines(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accept,
                "",
                "");
    }
}
