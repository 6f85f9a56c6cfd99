package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seams at which stock clients let one exchange harm another (S-18, S-39, S-41, S-42). */
class UpstreamGuardIT {

    /** S-39: 200 rounds, two tenants; no byte meant for one reaches the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    GET  | HTTP/1.1 200 OK~Content-Length: 3~~TTT
                    GET  | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~TTT~0~~
                    GET  | HTTP/1.1 204 No Content~T: TTT~~
                    GET  | HTTP/1.1 304 Not Modified~T: TTT~~
                    HEAD | HTTP/1.1 200 OK~T: TTT~Content-Length: 3~~
                    """)
    void surplusBytesNeverReachAnotherExchange(String method, String answer) throws Exception {
        var surplus = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    while (conversation.readRequest()) {
                                        var head = conversation.heads().getLast();
                                        var tenant = head.substring(head.indexOf('/') + 1);
                                        conversation.send(
                                                answer.replace("TTT", tenant.substring(0, 3))
                                                                .replace("~", "\r\n")
                                                        + surplus);
                                    }
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            for (int round = 0; round < 200; round++) {
                var tenant = round % 2 == 0 ? "one" : "two";
                assertThat(gateway.exchange(request(method, tenant)))
                        .contains(tenant)
                        .doesNotContain("stolen", round % 2 == 0 ? "two" : "one");
            }
            gateway.awaitNothingLeft(200);
        }
    }

    private static String request(String method, String tenant) {
        return lines(method + " /" + tenant + " HTTP/1.1", "Host: a", "Connection: close", "", "");
    }

    /** S-39: bytes that come when nobody asked close the connection. */
    @Test
    void bytesOnAnIdleConnectionCloseIt() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    while (conversation.readRequest()) {
                                        conversation.send(
                                                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                                        conversation.awaitSignal();
                                        conversation.send("HTTP/1.1 200 OK\r\n");
                                        conversation.awaitGone();
                                    }
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            gateway.awaitNothingLeft(1);
            upstream.conversations().getFirst().signal();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(upstream.conversations()).hasSize(2);
        }
    }

    /** An answer before the request is complete costs the connection, never a place in the pool. */
    @Test
    void earlyAnswersLeaveAllPlacesFree() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(
                                            "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                                    conversation.awaitGone();
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            for (int round = 0; round < 1000; round++) {
                try (var client = gateway.connect()) {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
                    assertThat(client.readAnswer()).startsWith("HTTP/1.1 403 ").endsWith("no");
                }
            }
            gateway.awaitNothingLeft(1000);
            assertThat(gateway.connections()).isZero();
        }
    }

    /** An upstream that refuses a large body early and closes resets the connection behind it. */
    @Test
    void anEarlyRefusalIsHeardThoughTheUploadIsCutOff() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readHead();
                                    conversation.send(
                                            "HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno");
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            for (int round = 0; round < 20; round++) {
                try (var client = gateway.connect()) {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n");
                    Thread.ofVirtual().start(() -> upload(client));
                    assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ").endsWith("no");
                }
            }
            gateway.awaitNothingLeft(20);
            gateway.awaitConnections(0);
        }
    }

    private static void upload(RawSocket client) {
        try {
            client.send(new byte[8_000_000]);
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** S-18. */
    @Test
    void unencodableRequestsLeaveAllPlacesFree() throws Exception {
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            gateway.policy(Policies.with(changed -> changed.setRequest = Map.of("x", "a\nb")));
            for (int round = 0; round < 1000; round++) {
                assertThat(gateway.get("/")).startsWith("HTTP/1.1 400 ");
            }
            gateway.awaitNothingLeft(1001);
            assertThat(gateway.connections()).isEqualTo(1);
            assertThat(upstream.heads()).hasSize(1);
        }
    }

    @Test
    void aHeadRequestKeepsItsConnection() throws Exception {
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                var gateway = ForwarderUnderTest.to(upstream)) {
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.exchange(request("HEAD", "x")))
                        .containsIgnoringCase("content-length: 9")
                        .endsWith("\r\n\r\n");
            }
            assertThat(upstream.conversations()).hasSize(1);
        }
    }

    /** S-38: 100 and 102 are swallowed, 103 passes. */
    @Test
    void earlyHintsPassAndNoOtherInterimAnswer() throws Exception {
        var answer =
                lines(
                        "HTTP/1.1 100 Continue",
                        "",
                        "HTTP/1.1 103 Early Hints",
                        "Link: </a.css>",
                        "Server: x",
                        "",
                        "HTTP/1.1 102 Processing",
                        "",
                        "HTTP/1.1 200 OK",
                        "Content-Length: 2",
                        "",
                        "ok");
        try (var upstream = FaultyUpstream.answering(answer);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 103 Early Hints\r\n")
                    .containsIgnoringCase("link: </a.css>\r\n")
                    .doesNotContainIgnoringCase("server:")
                    .doesNotContain("100 Continue", "102 Processing")
                    .contains("HTTP/1.1 200 OK\r\n")
                    .endsWith("ok");
        }
    }

    /** S-42: what the upstream has closed meanwhile is not picked. */
    @Test
    void aClosedConnectionIsNotPicked() throws Exception {
        var served = new AtomicInteger();
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    served.incrementAndGet();
                                    conversation.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(gateway.exchange(UpstreamFailuresIT.post("a"))).endsWith("ok");
                gateway.awaitNothingLeft(i);
                gateway.awaitConnections(0);
            }
            assertThat(served).hasValue(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0 200 OK~Content-Length: 2~~ok",
        "HTTP/1.1 200 OK~Connection: close~Content-Length: 2~~ok",
        "'HTTP/1.1 200 OK~Connection: x, CLOSE~Content-Length: 2~~ok'"
    })
    void aConnectionThatIsToCloseIsClosed(String answer) throws Exception {
        try (var upstream = FaultyUpstream.answering(answer.replace("~", "\r\n"));
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(upstream.conversations()).hasSize(2);
            for (Conversation each : upstream.conversations()) {
                assertThat(each.isGone()).isTrue();
            }
        }
    }
}
