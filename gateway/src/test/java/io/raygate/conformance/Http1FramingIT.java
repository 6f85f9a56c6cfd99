package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.ListenerUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What happens on the wire to broken requests (S-02, S-03, S-05, S-06, S-07, S-08, S-11, S-12,
 * S-15); which bytes are broken is the matter of {@code RequestReaderTest}. {@code ~} stands for a
 * line end.
 */
class Http1FramingIT {
    private static ListenerUnderTest listener;

    @BeforeAll
    static void open() throws Exception {
        listener = ListenerUnderTest.plain();
    }

    @AfterAll
    static void close() throws Exception {
        listener.close();
    }

    /** S-02, S-07: an answer, then the end, and nothing reaches the handler. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    obs-fold                  | GET /bad HTTP/1.1~Host: a~A: b~ c~~            | 400 | malformed_request
                    both framings             | POST /bad HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~0~~GET /bad HTTP/1.1~Host: a~~ | 400 | malformed_request
                    two lengths               | POST /bad HTTP/1.1~Host: a~Content-Length: 0~Content-Length: 0~~ | 400 | malformed_request
                    gzip, chunked             | POST /bad HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~0~~ | 400 | malformed_request
                    a bad chunk with the head | POST /bad HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~~ | 400 | invalid_body
                    HTTP/0.9                  | GET /bad~                                      | 400 | malformed_request
                    HTTP/1.2                  | GET /bad HTTP/1.2~Host: a~~                    | 505 | version_not_supported
                    the HTTP/2 preface        | PRI * HTTP/2.0~~SM~~                           | 505 | version_not_supported
                    two spaces                | GET  /bad HTTP/1.1~Host: a~~                   | 400 | malformed_request
                    """)
    void refusesAndCloses(String name, String bytes, int status, String code) throws Exception {
        int before = listener.requests().size();
        try (var socket = listener.connect()) {
            var answer = socket.send(bytes.replace("~", "\r\n")).readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(code);
            assertThat(answer).containsIgnoringCase("connection: close");
            assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
        }
        assertThat(listener.requests()).hasSize(before);
    }

    /** S-07: 414, and 431 for one field, all fields and their number. */
    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(answerTo("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .contains("uri_too_long");
        assertThat(answerTo("GET / HTTP/1.1\r\nA: " + "a".repeat(17000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answerTo("GET / HTTP/1.1\r\n" + ("A: " + "a".repeat(9000) + "\r\n").repeat(4)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answerTo("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    /** The answer must survive that we close while the client still sends (lingering close). */
    @Test
    void theAnswerGetsThroughWhileTheClientStillSends() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var socket = listener.connect()) {
                socket.send("GET / HTTP/1.1\nHost: a\r\n\r\n" + "x".repeat(30_000));
                assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    /** S-02: a fault in the body, after the head was handed over. */
    @Test
    void refusesABodyThatBreaksLater() throws Exception {
        try (var socket = listener.connect()) {
            socket.send("POST /later HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            await().until(() -> listener.requests().contains("POST /later"));
            socket.send("1\r\nab\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400 ").contains("invalid_body");
        }
        assertThat(listener.requests()).doesNotContain("GET /smuggled");
    }

    /** S-11. */
    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (var socket = listener.connect()) {
            socket.send(
                    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                            + "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\ndef\r\n0\r\n\r\n"
                            + "GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            + "GET /5 HTTP/1.1\r\nHost: a\r\n\r\n");
            var answers = socket.readToEnd();
            assertThat(answers)
                    .containsSubsequence("GET /1|", "POST /2|abc", "POST /3|def", "GET /4|");
            assertThat(answers).doesNotContain("GET /5");
        }
        assertThat(listener.requests()).doesNotContain("GET /5");
    }

    /** S-07. */
    @Test
    void closesAfterOneRequestOfHttp10() throws Exception {
        var request = "GET /10 HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";
        assertThat(answerTo(request + request)).endsWith("GET /10|").doesNotContain("keep-alive");
    }

    private static String answerTo(String bytes) throws Exception {
        try (var socket = listener.connect()) {
            return socket.send(bytes).readToEnd();
        }
    }
}
