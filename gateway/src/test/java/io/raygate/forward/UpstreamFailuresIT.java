package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each failure of an HTTP/1.1 upstream, made to happen: what the client sees, how it is called, and
 * that nothing is left (security.md, section 13).
 */
class UpstreamFailuresIT {

    @Test
    void connectRefused() throws Exception {
        var cluster = Orders.cluster("stable", FaultyUpstream.closedPort());
        try (var gateway = new ForwarderUnderTest(Orders.POLICY, cluster)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_connect_failed")
                    .containsIgnoringCase("proxy-status: raygate; error=connection_refused");
            assertThat(gateway.failure()).isEqualTo("ConnectRefused");
            assertThat(gateway.accounts().getFirst().retries).isEqualTo(1);
        }
    }

    @Test
    void noReadyEndpoint() throws Exception {
        try (var gateway = new ForwarderUnderTest(Orders.POLICY, Orders.cluster("stable"))) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("no_ready_replica")
                    .containsIgnoringCase("retry-after: 30");
            assertThat(gateway.failure()).isEqualTo("NoReadyEndpoint");
        }
    }

    /** A POST on a fresh connection may have been executed: no second attempt (S-84). */
    @Test
    void closedBeforeAnswer() throws Exception {
        try (var upstream = FaultyUpstream.start(conversation -> conversation.readRequest());
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.exchange(post("abc")))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_reset");
            assertThat(gateway.failure()).isEqualTo("ClosedBeforeAnswer");
            assertThat(upstream.heads()).hasSize(1);
        }
    }

    @Test
    void resetBeforeAnswer() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.reset();
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("upstream_reset");
            assertThat(gateway.failure()).isEqualTo("ResetBeforeAnswer");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    Malformed      | SSH-2.0-OpenSSH_9.2~
                    Malformed      | HTTP/1.1 600 X~Content-Length: 0~~
                    Malformed      | HTTP/1.1 200 OK~A : b~Content-Length: 0~~
                    Malformed      | HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 1~~a
                    Malformed      | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~
                    UnaskedUpgrade | HTTP/1.1 101 Switching Protocols~Upgrade: websocket~~
                    ProxyAuthentication | HTTP/1.1 407 Give~Content-Length: 0~~
                    """)
    void rubbish(String failure, String answer) throws Exception {
        try (var upstream = FaultyUpstream.answering(answer.replace("~", "\r\n"));
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_protocol_error")
                    .doesNotContain("SSH");
            assertThat(gateway.failure()).isEqualTo(failure);
            assertThat(upstream.heads()).hasSize(1);
        }
    }

    @Test
    void headTooLarge() throws Exception {
        var answer = "HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000) + "\r\n\r\n";
        try (var upstream = FaultyUpstream.answering(answer);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("HeadTooLarge");
        }
    }

    /** S-38: endless interim answers end, and none of them reaches the client. */
    @Test
    void tooManyInterim() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    while (!conversation.isClosed()) {
                                        conversation.send("HTTP/1.1 102 Processing\r\n\r\n");
                                    }
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").doesNotContain("HTTP/1.1 102");
            assertThat(gateway.failure()).isEqualTo("TooManyInterim");
        }
    }

    @Test
    void firstByteTimeout() throws Exception {
        var policy = Policies.with(changed -> changed.firstByte = Duration.ofMillis(300));
        try (var upstream = silent();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ").contains("upstream_timeout");
            assertThat(gateway.failure()).isEqualTo("FirstByteTimeout");
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
        }
    }

    /** S-38: interim answers do not put the first byte off. */
    @Test
    void interimAnswersAreNoFirstByte() throws Exception {
        var policy = Policies.with(changed -> changed.firstByte = Duration.ofMillis(300));
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send("HTTP/1.1 102 Processing\r\n\r\n");
                                    conversation.awaitGone();
                                });
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ");
            assertThat(gateway.failure()).isEqualTo("FirstByteTimeout");
        }
    }

    @Test
    void deadlineExceeded() throws Exception {
        var policy = Policies.with(changed -> changed.total = Duration.ofMillis(300));
        try (var upstream = silent();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ").contains("deadline_exceeded");
            assertThat(gateway.failure()).isEqualTo("DeadlineExceeded");
        }
    }

    /** S-40: below Content-Length, the client sees the cut. */
    @Test
    void responseIdleTimeout() throws Exception {
        var policy = Policies.with(changed -> changed.responseIdle = Duration.ofMillis(300));
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
                                    conversation.awaitGone();
                                });
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/")).containsIgnoringCase("content-length: 9").endsWith("abc");
            assertThat(gateway.failure()).isEqualTo("ResponseIdleTimeout");
        }
    }

    /** S-40: the last chunk does not come. */
    @Test
    void truncated() throws Exception {
        try (var upstream = cuttingAfter("text/plain", "3\r\nabc\r\n");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).contains("3\r\nabc\r\n").doesNotContain("0\r\n\r\n");
            assertThat(gateway.failure()).isEqualTo("Truncated");
        }
    }

    /** S-40: a stream of events gets an error event, then the same. */
    @Test
    void truncatedBetweenEvents() throws Exception {
        try (var upstream = cuttingAfter("text/event-stream", "9\r\ndata: 1\n\n\r\n");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .contains("data: 1\n\n")
                    .contains("data: {\"error\":{")
                    .contains("\"code\":\"upstream_reset\"")
                    .doesNotContain("0\r\n\r\n");
            assertThat(gateway.failure()).isEqualTo("Truncated");
        }
    }

    /** S-40: in the middle of an event nothing can be added. */
    @Test
    void truncatedWithinAnEvent() throws Exception {
        try (var upstream = cuttingAfter("text/event-stream", "7\r\ndata: 1\r\n");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).contains("data: 1").doesNotContain("error");
        }
    }

    /** S-40: an encoded stream cannot be added to, and a declared length would hide the cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip~Transfer-Encoding: chunked~~9~data: 1##~",
                "Content-Length: 100~~data: 1##"
            })
    void streamsThatNoEventFitsIntoAreOnlyCut(String rest) throws Exception {
        var answer = "HTTP/1.1 200 OK~Content-Type: text/event-stream~" + rest;
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(
                                            answer.replace("~", "\r\n").replace("#", "\n"));
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .contains("data: 1\n\n")
                    .doesNotContain("error", "0\r\n\r\n");
            assertThat(gateway.failure()).isEqualTo("Truncated");
        }
    }

    @Test
    void resetMidBody() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
                                    conversation.awaitSignal();
                                    conversation.reset();
                                });
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readThrough("abc")).startsWith("HTTP/1.1 200 ");
            upstream.conversations().getFirst().signal();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(gateway.failure()).isEqualTo("ResetMidBody");
        }
    }

    /** An answer that only the close delimits is complete with it. */
    @Test
    void aCloseMayBeTheEnd() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send("HTTP/1.1 200 OK\r\n\r\nabc");
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).contains("abc").endsWith("0\r\n\r\n");
            assertThat(gateway.failure()).isNull();
        }
    }

    @Test
    void backpressureOfServe() throws Exception {
        var text =
                "Request dropped due to backpressure (num_queued_requests=2,"
                        + " max_queued_requests=2).";
        try (var upstream = serve("503 Service Unavailable", text);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("overloaded")
                    .containsIgnoringCase("retry-after: 3\r\n")
                    .doesNotContain("num_queued");
            assertThat(gateway.failure()).isEqualTo("Backpressure");
        }
    }

    @Test
    void timeoutOfServe() throws Exception {
        try (var upstream = serve("408 Request Timeout", "Request x timed out after 20.0s.");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ").contains("upstream_timeout");
            assertThat(gateway.failure()).isEqualTo("ServeTimeout");
        }
    }

    /** S-87: other statuses pass unchanged, with the same numbers too. */
    @ParameterizedTest
    @CsvSource({
        "408 Request Timeout",
        "429 Too Many Requests",
        "503 Service Unavailable",
        "418 Teapot"
    })
    void anApplicationsOwnStatusPasses(String status) throws Exception {
        try (var upstream = serve(status, "Busy as a bee");
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 " + status.substring(0, 4))
                    .contains("Busy as a bee")
                    .containsIgnoringCase("retry-after: 3\r\n");
            assertThat(gateway.failure()).isNull();
        }
    }

    /** S-99: what waits is refused, what streams is told and cut. */
    @Test
    void theEndOfTheGatewayEndsWhatIsInWork() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    if (conversation.heads().getFirst().contains("/stream")) {
                                        conversation.send(
                                                lines(
                                                        "HTTP/1.1 200 OK",
                                                        "content-type: text/event-stream",
                                                        "",
                                                        "data: 1\n\n"));
                                    }
                                    conversation.awaitGone();
                                });
                var gateway = ForwarderUnderTest.to(upstream);
                var waiting = gateway.connect();
                var streaming = gateway.connect()) {
            waiting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            streaming.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            streaming.readThrough("data: 1\n\n");
            await().until(() -> upstream.heads().size() == 2);
            gateway.forwarder().endAll();
            assertThat(waiting.readAnswer()).startsWith("HTTP/1.1 503 ").contains("draining");
            assertThat(streaming.readToEnd()).contains("\"code\":\"draining\"");
            gateway.awaitNothingLeft(2);
        }
    }

    /** S-110. */
    @Test
    void theTextOfADeadReplicaIsReplaced() throws Exception {
        var answer =
                lines(
                        "HTTP/1.1 500 Internal Server Error",
                        "content-type: text/x-trace",
                        "content-length: 9",
                        "",
                        "Traceback");
        try (var upstream = FaultyUpstream.answering(answer);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("Internal Server Error")
                    .doesNotContain("Traceback", "text/x-trace");
            gateway.policy(Policies.with(changed -> changed.exposeUpstreamErrors = true));
            assertThat(gateway.get("/")).endsWith("Traceback");
        }
    }

    private static FaultyUpstream serve(String status, String text) throws Exception {
        return FaultyUpstream.answering(
                lines(
                        "HTTP/1.1 " + status,
                        "content-type: text/plain; charset=utf-8",
                        "retry-after: 3",
                        "x-request-id: x",
                        "transfer-encoding: chunked",
                        "",
                        Integer.toHexString(text.length()),
                        text,
                        "0",
                        "",
                        ""));
    }

    private static FaultyUpstream cuttingAfter(String type, String chunk) throws Exception {
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readRequest();
                    conversation.send(
                            lines(
                                    "HTTP/1.1 200 OK",
                                    "content-type: " + type,
                                    "transfer-encoding: chunked",
                                    "",
                                    chunk));
                });
    }

    private static FaultyUpstream silent() throws Exception {
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readRequest();
                    conversation.awaitGone();
                });
    }

    static String post(String body) {
        return lines(
                "POST / HTTP/1.1",
                "Host: a",
                "Connection: close",
                "Content-Length: " + body.length(),
                "",
                body);
    }
}
