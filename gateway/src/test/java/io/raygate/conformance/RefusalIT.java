package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RejectionWriter;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestIds;
import io.raygate.exchange.Sanitizer;
import io.raygate.exchange.SanitizerRules;
import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.RawSocket;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-02, S-09 to S-14: what a client sees of a refusal, and that nothing behind it is served. */
class RefusalIT {
    private final RequestIds ids = RequestIds.seeded(InstantSource.system());
    private final Sanitizer sanitizer = new Sanitizer(ids);
    private ListenerUnderTest listener;

    @BeforeEach
    void open() {
        listener =
                ListenerUnderTest.open(
                        ListenerSettings.plain("test", "127.0.0.1", 0), this::handle);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    /** Echoes what passes, refuses what the sanitiser refuses and whatever lies under /refused. */
    private void handle(Exchange exchange) {
        exchange.request().pause();
        RejectionWriter writer = new RejectionWriter(listener.vertx(), ids, "urn:raygate:problem:");
        switch (sanitizer.sanitize(exchange, SanitizerRules.DEFAULT)) {
            case Decision.Proceed<RequestHead>(var head) -> {
                exchange.head(head);
                if (head.path().startsWith("/refused")) {
                    writer.write(exchange, Rejection.of(RejectionCode.NOT_FOUND, "test"));
                } else {
                    ListenerUnderTest.echo(exchange);
                    exchange.request().resume();
                }
            }
            case Decision.Refuse<RequestHead>(var rejection) -> writer.write(exchange, rejection);
            case Decision.Answer<RequestHead>(var answer) -> writer.write(exchange, answer);
            case Decision.Wait<RequestHead> wait -> throw new AssertionError(wait);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET //x HTTP/1.1~Host: a~~|400|invalid_path",
                "GET /..%2fx HTTP/1.1~Host: a~~|400|invalid_path",
                "GET /a;b HTTP/1.1~Host: a~~|400|invalid_path",
                "GET http://b/ HTTP/1.1~Host: a~~|400|invalid_host",
                "GET / HTTP/1.1~Host: a~Host: a~~|400|invalid_host",
                "GET / HTTP/1.1~~|400|invalid_host",
                "GET / HTTP/1.1~Host: a@b~~|400|invalid_host",
                "GET * HTTP/1.1~Host: a~~|400|invalid_path",
                "TRACE / HTTP/1.1~Host: a~~|405|method_not_allowed",
                "CONNECT a:443 HTTP/1.1~Host: a:443~~|405|method_not_allowed",
                "GET /ws HTTP/1.1~Host: a~Connection: Upgrade~Upgrade: websocket~~|400|upgrade_not_allowed",
            })
    void nothingBehindAClosingRefusalIsServed(String request, int status, String code)
            throws Exception {
        try (RawSocket client = listener.connect()) {
            client.lines(request + "GET /smuggled HTTP/1.1~Host: a~~");
            String answers = client.readToEnd();
            assertThat(answers).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answers).containsIgnoringCase("\r\nx-raygate-code: " + code + "\r\n");
            assertThat(answers).containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(answers.indexOf("HTTP/1.1 ", 1)).isNegative();
        }
        assertThat(listener.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10000, true", "1000000, false"})
    void aRefusedBodyIsNeverReadAsARequest(int length, boolean drained) throws Exception {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        String body = smuggled.repeat(length / smuggled.length() + 1).substring(0, length);
        try (RawSocket client = listener.connect()) {
            client.lines("POST /refused HTTP/1.1~Host: a~Content-Length: " + length + "~~");
            if (drained) {
                client.send(body).lines("GET /next HTTP/1.1~Host: a~Connection: close~~");
                assertThat(client.readToEnd()).contains("404 ").contains("GET /next|");
            } else {
                assertThat(client.readAnswer())
                        .containsIgnoringCase("\r\nconnection: close\r\n")
                        .contains("\"code\":\"not_found\"");
                assertThat(client.readToEnd()).isEmpty();
            }
        }
        assertThat(listener.requests()).doesNotContain("GET /smuggled");
    }

    @Test
    void aRefusalComesInPlaceOf100() throws Exception {
        try (RawSocket client = listener.connect()) {
            client.lines("POST /refused HTTP/1.1~Host: a~Content-Length: 5~Expect: 100-continue~~");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 404 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n");
        }
    }

    @Test
    void otherExpectationsFail() throws Exception {
        try (RawSocket client = listener.connect()) {
            client.lines("POST / HTTP/1.1~Host: a~Content-Length: 5~Expect: 200-ok~~hello");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 417 ");
        }
    }

    @Test
    void theConnectionGoesOnAfterAnAnswerOfOurOwn() throws Exception {
        try (RawSocket client = listener.connect()) {
            client.lines("OPTIONS * HTTP/1.1~Host: a~~");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 204 ");
            client.lines("GET http://a/next HTTP/1.1~Host: A~Connection: close~~");
            assertThat(client.readToEnd()).contains("GET http://a/next|");
        }
    }

    @Test
    void anHttp2UpgradeIsServedAsHttp1() throws Exception {
        try (RawSocket client = listener.connect()) {
            client.lines("GET /x HTTP/1.1~Host: a~Connection: Upgrade, HTTP2-Settings, close~")
                    .lines("Upgrade: h2c~HTTP2-Settings: AAMAAABkAAQAAP__~~");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").contains("GET /x|");
        }
    }
}
