package io.raygate.conformance;

import static io.raygate.testing.RawHttp2.DATA;
import static io.raygate.testing.RawHttp2.END_HEADERS;
import static io.raygate.testing.RawHttp2.END_STREAM;
import static io.raygate.testing.RawHttp2.HEADERS;
import static io.raygate.testing.RawHttp2.RST_STREAM;
import static io.raygate.testing.RawHttp2.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.TlsListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * S-17 on the wire: a malformed request ends its own stream, by a reset or with 400, and no other.
 * In the rows {@code ~} parts fields and {@code \r \n \0} stand for octets; a field that begins
 * with a colon takes the place of the good one.
 */
@Timeout(120)
class Http2MalformedIT {
    private static final int PROTOCOL_ERROR = 1;
    private static final String GOOD = ":method=GET~:scheme=https~:authority=localhost~:path=/x";

    private static final SanitizedEcho ECHO = new SanitizedEcho();
    private static ListenerUnderTest listener;

    @BeforeAll
    static void open(@TempDir Path folder) {
        listener = TlsListener.open(folder, ECHO, System::nanoTime);
        ECHO.writesBy(listener.vertx());
    }

    @AfterAll
    static void close() {
        listener.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    a blank in the method          | :method=GET /y      |
                    a line end in the method       | :method=GET\\r\\n    |
                    an empty method                | :method=            |
                    two methods                    |                     | :method=POST
                    two paths                      |                     | :path=/y
                    an empty path                  | :path=              |
                    a path without slash           | :path=x             |
                    an absolute path               | :path=https://localhost/x |
                    a line end in the path         | :path=/x\\r\\nA: b   |
                    a blank in the path            | :path=/x y          |
                    a fragment                     | :path=/x#y          |
                    no web scheme                  | :scheme=ftp         |
                    user info                      | :authority=a@localhost |
                    a list of authorities          | :authority=localhost, b |
                    an empty authority             | :authority=         |
                    an empty authority and a Host  | :authority=         | host=localhost
                    Host and authority differ      |                     | host=other
                    two Hosts besides              |                     | host=localhost~host=localhost
                    two Hosts and no authority     | -:authority         | host=localhost~host=other
                    :protocol without its setting  |                     | :protocol=websocket
                    :status                        |                     | :status=200
                    an unknown pseudo-field        |                     | :x=y
                    a late pseudo-field            | -:path              | a=b~:path=/x
                    a name in upper case           |                     | A=b
                    a name with a blank            |                     | a b=c
                    a name with a colon            |                     | a:=c
                    a name with NUL                |                     | a\\0=c
                    an empty name                  |                     | =c
                    a line end in a value          |                     | a=b\\r\\nc: d
                    NUL in a value                 |                     | a=b\\0
                    a blank behind a value         |                     | a=b\\s
                    Connection                     |                     | connection=close
                    Keep-Alive                     |                     | keep-alive=5
                    Proxy-Connection               |                     | proxy-connection=close
                    Transfer-Encoding              |                     | transfer-encoding=chunked
                    Upgrade                        |                     | upgrade=h2c
                    TE with anything but trailers  |                     | te=trailers, gzip
                    a length and no body           |                     | content-length=5
                    a length with a sign           |                     | content-length=+0
                    two content types              |                     | content-type=text/plain~content-type=application/grpc
                    """)
    void endsTheStreamOfAMalformedHead(String name, @Nullable String instead, @Nullable String more)
            throws Exception {
        try (var client = connect()) {
            var head = client.block(1, head(instead, more));
            client.frame(HEADERS, END_STREAM | END_HEADERS, 1, head);
            assertRefused(client);
        }
    }

    /** S-17: Content-Length unequal to DATA, and trailers that are none. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    more than declared       | content-length=2 |
                    less than declared       | content-length=4 |
                    0 declared               | content-length=0 |
                    more than 63 bits        | content-length=9223372036854775808 |
                    a pseudo-field in trailers |                | :path=/y
                    Connection in trailers   |                  | connection=close
                    """)
    void endsTheStreamOfAMalformedBody(
            String name, @Nullable String more, @Nullable String trailers) throws Exception {
        try (var client = connect()) {
            client.frame(HEADERS, END_HEADERS, 1, client.block(1, head(":method=POST", more)));
            client.frame(
                    DATA,
                    trailers == null ? END_STREAM : 0,
                    1,
                    "abc".getBytes(StandardCharsets.US_ASCII));
            if (trailers != null) {
                client.frame(HEADERS, END_STREAM | END_HEADERS, 1, client.block(1, trailers));
            }
            var end = client.await(frame -> frame.stream() == 1 && frame.type() == RST_STREAM);
            assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
            assertOthersGoOn(client);
        }
    }

    /** Whoever speaks no HTTP/2 after all is cut off. */
    @Test
    void endsAConnectionWithoutThePreface() throws Exception {
        try (var client = RawHttp2.connect(listener.port())) {
            client.send(
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            client.awaitEnd();
        }
    }

    private static void assertRefused(RawHttp2 client) throws Exception {
        var end =
                client.await(
                        frame ->
                                frame.stream() == 1
                                        && (frame.type() == RST_STREAM || frame.isEnd()));
        if (end.type() == RST_STREAM) {
            assertThat(end.error()).isEqualTo(PROTOCOL_ERROR);
        } else {
            assertThat(StandardCharsets.UTF_8.decode(end.payload()).toString())
                    .contains("\"status\":400");
        }
        assertOthersGoOn(client);
    }

    private static void assertOthersGoOn(RawHttp2 client) throws Exception {
        client.get(3, "/next");
        var answer = client.await(frame -> frame.stream() == 3 && frame.type() == DATA);
        assertThat(StandardCharsets.UTF_8.decode(answer.payload()).toString())
                .startsWith("localhost/next 0");
    }

    private static String head(@Nullable String instead, @Nullable String more) {
        var head = new StringBuilder();
        var replacing = instead == null ? "" : instead;
        var name = replacing.replaceFirst("^-?(:[a-z]+).*$", "$1");
        for (var field : GOOD.split("~", -1)) {
            if (!field.startsWith(name + "=")) {
                head.append(field).append('~');
            } else if (!replacing.startsWith("-")) {
                head.append(decoded(replacing)).append('~');
            }
        }
        if (more != null) {
            head.append(decoded(more)).append('~');
        }
        return head.substring(0, head.length() - 1);
    }

    private static String decoded(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("\\s", " ");
    }

    private static RawHttp2 connect() throws Exception {
        var client = RawHttp2.connect(listener.port()).begin();
        client.await(frame -> frame.type() == SETTINGS && frame.flags() == 0);
        return client;
    }
}
