package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.application.Journal.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What uvicorn under Ray Serve takes and refuses, byte for byte. */
class FramingTest {
    private static final int PATIENCE_MILLIS = (int) Patience.LIMIT.toMillis();
    private static final String HEAD = "GET /echo HTTP/1.1\r\nHost: x\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private final RunningServe ray = new RunningServe();

    @AfterEach
    void close() {
        ray.close();
    }

    @Test
    void refusesWhatUvicornRefusesAndCloses() throws IOException {
        var refused =
                Map.of(
                        "length and encoding",
                        POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "two lengths",
                        POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                        "unknown encoding",
                        POST + "Transfer-Encoding: gzip\r\n\r\n",
                        "bare line feed",
                        "GET /echo HTTP/1.1\nHost: x\n\n",
                        "blank before colon",
                        "GET /echo HTTP/1.1\r\nHost : x\r\n\r\n",
                        "folded field",
                        HEAD + "X-A: 1\r\n 2\r\n\r\n",
                        "connect",
                        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "long target",
                        "GET /echo?" + "a".repeat(65_536) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                        "preface of HTTP/2",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        for (var one : refused.entrySet()) {
            assertThat(exchange(one.getValue()))
                    .as(one.getKey())
                    .contains(" 400 Bad Request\r\n")
                    .endsWith("\r\n\r\nInvalid HTTP request received.");
        }
    }

    @Test
    void takesWhatUvicornTakes() throws IOException {
        assertThat(exchange("GET /echo HTTP/1.1\r\n" + CLOSE + "\r\n")).contains(" 200 OK");
        assertThat(exchange("GET http://evil/echo/x HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
                .contains("\"path\":\"/echo/x\"");
        assertThat(exchange("GET /-/healthz HTTP/1.0\r\n\r\n"))
                .contains("transfer-encoding: chunked", "7\r\nsuccess\r\n0\r\n\r\n");
        assertThat(exchange(HEAD + "\r\n" + HEAD + CLOSE + "\r\n"))
                .containsPattern("(?s) 200 OK.* 200 OK");
        assertThat(exchange(HEAD + "X-A: " + "a".repeat(1_000_000) + "\r\n" + CLOSE + "\r\n"))
                .contains(" 200 OK");
        assertThat(exchange(HEAD + "X-A: 1\r\n".repeat(5_000) + CLOSE + "\r\n"))
                .contains(" 200 OK");
        String upgrade = "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
        assertThat(exchange(HEAD + upgrade + HEAD + CLOSE + "\r\n"))
                .containsPattern("(?s) 200 OK.* 200 OK");
    }

    @Test
    void dropsTrailersAndKeepsBodiesThatLookLikeFolds() throws IOException {
        String chunked = "Transfer-Encoding: chunked\r\n" + CLOSE + "\r\n";
        assertThat(exchange(POST + chunked + "5\r\na\r\n b\r\n0\r\nX-Trailer: 1\r\n\r\n"))
                .contains("\"body\":\"a\\r\\n b\"")
                .doesNotContainIgnoringCase("x-trailer");
    }

    @Test
    void asksForTheBodyOnlyWhenTheApplicationReadsIt() throws IOException {
        try (var socket = connect()) {
            String expect = "Content-Length: 3\r\nExpect: 100-continue\r\n" + CLOSE + "\r\n";
            send(socket, POST + expect);
            byte[] interim =
                    socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(interim, StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 100 Continue");
            send(socket, "abc");
            assertThat(rest(socket.getInputStream())).contains("\"body\":\"abc\"");
        }
        assertThat(exchange("POST /nowhere HTTP/1.1\r\nExpect: 100-continue\r\n" + CLOSE + "\r\n"))
                .contains(" 404 ")
                .doesNotContain("100 Continue");
    }

    @Test
    void closesAnIdleConnectionAfterTheKeepAlive() throws IOException {
        try (var socket = connect()) {
            send(socket, HEAD + "\r\n");
            awaitFinished(1);
            ray.pass(89);
            send(socket, HEAD + "\r\n");
            awaitFinished(2);
            ray.pass(91);
            assertThat(rest(socket.getInputStream())).containsPattern("(?s)200 OK.*200 OK");
        }
    }

    private void awaitFinished(int count) {
        await().until(
                        () ->
                                ray.serve().journal("echo").of(null).stream()
                                                .filter(one -> one.event() == Event.FINISHED)
                                                .count()
                                        == count);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), ray.serve().httpPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String exchange(String request) throws IOException {
        try (var socket = connect()) {
            send(socket, request);
            return rest(socket.getInputStream());
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String rest(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
