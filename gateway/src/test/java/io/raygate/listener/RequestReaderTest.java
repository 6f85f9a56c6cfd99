package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The framing rules S-03, S-04, S-05, S-06, S-07, S-08 and S-15, each with the bytes in one piece
 * and one by one. In the tables {@code \r \n \t \0} and {@code \xHH} stand for octets and {@code ~}
 * for a line end.
 */
class RequestReaderTest {
    private static final HeadLimits LIMITS = new HeadLimits(64, 80, 200, 8, 40, 60, 50, 3);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    bare LF after request line        | GET / HTTP/1.1\\nHost: a~~                    | BARE_LINE_END
                    bare LF after a field             | GET / HTTP/1.1~Host: a\\n~                    | BARE_LINE_END
                    bare LF as the empty line         | GET / HTTP/1.1~Host: a~\\n                    | BARE_LINE_END
                    bare CR in the request line       | GET /\\r HTTP/1.1~~                           | BAD_REQUEST_LINE
                    bare CR in a value                | GET / HTTP/1.1~A: b\\rC: d~~                  | BAD_FIELD_VALUE
                    CR before the colon               | GET / HTTP/1.1~A\\r: b~~                      | BAD_FIELD_NAME
                    CR CR LF                          | GET / HTTP/1.1~A: b\\r~~                      | BAD_FIELD_VALUE
                    two empty lines before            | ~~GET / HTTP/1.1~~                            | JUNK_BEFORE_REQUEST
                    a LF before                       | \\nGET / HTTP/1.1~~                           | JUNK_BEFORE_REQUEST
                    a blank before                    | \\x20GET / HTTP/1.1~~                         | JUNK_BEFORE_REQUEST
                    a NUL before                      | \\0GET / HTTP/1.1~~                           | JUNK_BEFORE_REQUEST
                    CR and no LF before               | \\rGET / HTTP/1.1~~                           | BAD_REQUEST_LINE
                    a TLS hello                       | \\x16\\x03\\x01\\x02\\x00                     | JUNK_BEFORE_REQUEST
                    two spaces before the target      | GET  / HTTP/1.1~~                             | BAD_REQUEST_LINE
                    two spaces before the version     | GET /  HTTP/1.1~~                             | BAD_REQUEST_LINE
                    a tab for a space                 | GET\\t/ HTTP/1.1~~                            | BAD_REQUEST_LINE
                    a tab before the version          | GET /\\tHTTP/1.1~~                            | BAD_REQUEST_LINE
                    a trailing blank                  | GET / HTTP/1.1\\x20~~                         | BAD_REQUEST_LINE
                    no target                         | GET  HTTP/1.1~~                               | BAD_REQUEST_LINE
                    HTTP/0.9                          | GET /~                                        | BAD_REQUEST_LINE
                    a blank in the target             | GET /a b HTTP/1.1~~                           | BAD_REQUEST_LINE
                    a NUL in the target               | GET /a\\0b HTTP/1.1~~                         | BAD_REQUEST_LINE
                    DEL in the target                 | GET /a\\x7f HTTP/1.1~~                        | BAD_REQUEST_LINE
                    a bad method                      | G(T / HTTP/1.1~~                              | BAD_REQUEST_LINE
                    a method that is a quoted string  | "GET" / HTTP/1.1~~                            | JUNK_BEFORE_REQUEST
                    HTTP/1.2                          | GET / HTTP/1.2~~                              | UNKNOWN_VERSION
                    HTTP/2.0                          | GET / HTTP/2.0~~                              | UNKNOWN_VERSION
                    the HTTP/2 preface                | PRI * HTTP/2.0~~SM~~                          | UNKNOWN_VERSION
                    HTTP/2                            | GET / HTTP/2~~                                | UNKNOWN_VERSION
                    HTTP/1.10                         | GET / HTTP/1.10~~                             | UNKNOWN_VERSION
                    lower case http                   | GET / http/1.1~~                              | UNKNOWN_VERSION
                    HTTP/1.                           | GET / HTTP/1.~~                               | BAD_REQUEST_LINE
                    HTTP/x.1                          | GET / HTTP/x.1~~                              | BAD_REQUEST_LINE
                    another protocol                  | GET / FTTP/1.1~~                              | BAD_REQUEST_LINE
                    request line of 65 bytes          | GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1~~ | REQUEST_LINE_TOO_LONG
                    obs-fold with a blank             | GET / HTTP/1.1~A: b~\\x20c~~                  | FOLDED_FIELD
                    obs-fold with a tab               | GET / HTTP/1.1~A: b~\\tc~~                    | FOLDED_FIELD
                    a blank line of blanks            | GET / HTTP/1.1~\\x20~~                        | FOLDED_FIELD
                    a blank before the colon          | GET / HTTP/1.1~A : b~~                        | BAD_FIELD_NAME
                    a tab before the colon            | GET / HTTP/1.1~A\\t: b~~                      | BAD_FIELD_NAME
                    an empty name                     | GET / HTTP/1.1~: b~~                          | BAD_FIELD_NAME
                    no colon                          | GET / HTTP/1.1~Host~~                         | BAD_FIELD_NAME
                    a bad name                        | GET / HTTP/1.1~A(b): c~~                      | BAD_FIELD_NAME
                    a name with obs-text              | GET / HTTP/1.1~A\\xe4: c~~                    | BAD_FIELD_NAME
                    a name with a NUL                 | GET / HTTP/1.1~A\\0: c~~                      | BAD_FIELD_NAME
                    a value with a NUL                | GET / HTTP/1.1~A: b\\0~~                      | BAD_FIELD_VALUE
                    a value with a control            | GET / HTTP/1.1~A: b\\x0b~~                    | BAD_FIELD_VALUE
                    a value with DEL                  | GET / HTTP/1.1~A: b\\x7f~~                    | BAD_FIELD_VALUE
                    a field of 81 bytes               | GET / HTTP/1.1~A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~~ | FIELD_TOO_LARGE
                    nine fields                       | GET / HTTP/1.1~A: 1~A: 2~A: 3~A: 4~A: 5~A: 6~A: 7~A: 8~A: 9~~ | TOO_MANY_FIELDS
                    Content-Length twice              | GET / HTTP/1.1~Content-Length: 1~Content-Length: 1~~a | BAD_CONTENT_LENGTH
                    Content-Length twice, unequal     | GET / HTTP/1.1~Content-Length: 1~content-length: 2~~a | BAD_CONTENT_LENGTH
                    Content-Length as a list          | GET / HTTP/1.1~Content-Length: 1, 1~~a         | BAD_CONTENT_LENGTH
                    Content-Length with a sign        | GET / HTTP/1.1~Content-Length: +1~~a          | BAD_CONTENT_LENGTH
                    Content-Length below zero         | GET / HTTP/1.1~Content-Length: -1~~a          | BAD_CONTENT_LENGTH
                    Content-Length in hexadecimal     | GET / HTTP/1.1~Content-Length: 0x1~~a         | BAD_CONTENT_LENGTH
                    Content-Length with a blank in it | GET / HTTP/1.1~Content-Length: 1 1~~a         | BAD_CONTENT_LENGTH
                    Content-Length empty              | GET / HTTP/1.1~Content-Length:~~              | BAD_CONTENT_LENGTH
                    Content-Length in other digits    | GET / HTTP/1.1~Content-Length: \\xb2~~        | BAD_CONTENT_LENGTH
                    Content-Length 2^63               | GET / HTTP/1.1~Content-Length: 9223372036854775808~~ | BAD_CONTENT_LENGTH
                    Content-Length 2^64 + 1           | GET / HTTP/1.1~Content-Length: 18446744073709551617~~ | BAD_CONTENT_LENGTH
                    both framings                     | POST / HTTP/1.1~Content-Length: 3~Transfer-Encoding: chunked~~0~~ | TWO_FRAMINGS
                    both framings, other order        | POST / HTTP/1.1~Transfer-Encoding: chunked~Content-Length: 3~~0~~ | TWO_FRAMINGS
                    Content-Length 0 with chunked     | POST / HTTP/1.1~Transfer-Encoding: chunked~Content-Length: 0~~0~~ | TWO_FRAMINGS
                    Transfer-Encoding twice           | POST / HTTP/1.1~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~ | BAD_TRANSFER_ENCODING
                    chunked twice in a list           | POST / HTTP/1.1~Transfer-Encoding: chunked, chunked~~0~~ | BAD_TRANSFER_ENCODING
                    gzip, chunked                     | POST / HTTP/1.1~Transfer-Encoding: gzip, chunked~~0~~ | BAD_TRANSFER_ENCODING
                    chunked, identity                 | POST / HTTP/1.1~Transfer-Encoding: chunked, identity~~0~~ | BAD_TRANSFER_ENCODING
                    identity                          | POST / HTTP/1.1~Transfer-Encoding: identity~~  | BAD_TRANSFER_ENCODING
                    a comma behind chunked            | POST / HTTP/1.1~Transfer-Encoding: chunked,~~0~~ | BAD_TRANSFER_ENCODING
                    chunked with a parameter          | POST / HTTP/1.1~Transfer-Encoding: chunked;q=1~~0~~ | BAD_TRANSFER_ENCODING
                    quoted chunked                    | POST / HTTP/1.1~Transfer-Encoding: "chunked"~~0~~ | BAD_TRANSFER_ENCODING
                    xchunked                          | POST / HTTP/1.1~Transfer-Encoding: xchunked~~0~~ | BAD_TRANSFER_ENCODING
                    a vertical tab before chunked     | POST / HTTP/1.1~Transfer-Encoding: \\x0bchunked~~0~~ | BAD_FIELD_VALUE
                    Transfer-Encoding empty           | POST / HTTP/1.1~Transfer-Encoding:~~0~~       | BAD_TRANSFER_ENCODING
                    Transfer-Encoding in HTTP/1.0     | POST / HTTP/1.0~Transfer-Encoding: chunked~~0~~ | BAD_TRANSFER_ENCODING
                    a folded Transfer-Encoding        | POST / HTTP/1.1~Transfer-Encoding:~\\x20chunked~~0~~ | BAD_TRANSFER_ENCODING
                    """)
    void refusesAHead(String name, String bytes, String fault) {
        assertThat(readWhole(bytes).fault).as("whole").isEqualTo(FramingFault.valueOf(fault));
        assertThat(readSingly(bytes).fault).as("singly").isEqualTo(FramingFault.valueOf(fault));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    nine digits                       | 100000000~                              | BAD_CHUNK_SIZE
                    sixteen digits                    | ffffffffffffffff~                       | BAD_CHUNK_SIZE
                    no digit                          | ~                                       | BAD_CHUNK_SIZE
                    a sign                            | +1~a~0~~                                | BAD_CHUNK_SIZE
                    0x                                | 0x1~a~0~~                               | BAD_CHUNK_EXTENSION
                    a blank before the size           | \\x201~a~0~~                            | BAD_CHUNK_SIZE
                    a blank behind the size           | 1\\x20~a~0~~                            | BAD_CHUNK_EXTENSION
                    a letter behind the size          | 1g~a~0~~                                | BAD_CHUNK_EXTENSION
                    LF ends the size                  | 1\\na~0~~                               | BARE_LINE_END
                    CR in the size line               | 1\\r;a=b~a~0~~                          | BAD_CHUNK_EXTENSION
                    LF in an extension                | 1;a=b\\nGET / HTTP/1.1~a~0~~            | BARE_LINE_END
                    an extension without a name       | 1;~a~0~~                                | BAD_CHUNK_EXTENSION
                    an extension without a value      | 1;a=~a~0~~                              | BAD_CHUNK_EXTENSION
                    a quote that does not close       | 1;a="b~a~0~~                            | BAD_CHUNK_EXTENSION
                    an escape at the end of the line  | 1;a="b\\x5c~a~0~~                       | BAD_CHUNK_EXTENSION
                    text behind a quoted value        | 1;a="b"c~a~0~~                          | BAD_CHUNK_EXTENSION
                    a control in a quoted value       | 1;a="\\x01"~a~0~~                       | BAD_CHUNK_EXTENSION
                    a NUL in an extension             | 1;a\\0~a~0~~                            | BAD_CHUNK_EXTENSION
                    a chunk line of 41 bytes          | 1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~a~0~~ | CHUNK_LINE_TOO_LONG
                    leading zeros beyond the line     | 00000000000000000000000000000000000000001~a~0~~ | CHUNK_LINE_TOO_LONG
                    61 bytes of extensions            | 1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~a~1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~a~0~~ | CHUNK_EXTENSIONS_TOO_LARGE
                    data longer than the size         | 1~ab~0~~                                | BAD_CHUNK_END
                    data ends in LF                   | 1~a\\n0~~                               | BAD_CHUNK_END
                    data ends in CR                   | 1~a\\r0~~                               | BAD_CHUNK_END
                    data ends in CR CR LF             | 1~a\\r~0~~                              | BAD_CHUNK_END
                    data shorter than the size        | 5~abc~0~~                               | BAD_CHUNK_END
                    Content-Length in the trailers    | 0~Content-Length: 4~~                   | BAD_TRAILER
                    Transfer-Encoding in the trailers | 0~transfer-encoding: chunked~~          | BAD_TRAILER
                    Host in the trailers              | 0~HOST: a~~                             | BAD_TRAILER
                    a folded trailer                  | 0~A: b~\\x20c~~                         | FOLDED_FIELD
                    a bad trailer name                | 0~A b: c~~                              | BAD_FIELD_NAME
                    a bad trailer value               | 0~A: \\0~~                              | BAD_FIELD_VALUE
                    a trailer that ends in LF         | 0~A: b\\n~                              | BARE_LINE_END
                    LF ends the trailers              | 0~\\n                                   | BARE_LINE_END
                    four trailers                     | 0~A: 1~A: 2~A: 3~A: 4~~                 | TRAILERS_TOO_LARGE
                    51 bytes of trailers              | 0~A: bbbbbbbbbbbbbbbbbbbb~A: bbbbbbbbbbbbbbbbbbbbb~~ | TRAILERS_TOO_LARGE
                    """)
    void refusesAChunkedBody(String name, String body, String fault) {
        var bytes = "POST / HTTP/1.1~Transfer-Encoding: chunked~~" + body;
        assertThat(readWhole(bytes).fault).as("whole").isEqualTo(FramingFault.valueOf(fault));
        assertThat(readSingly(bytes).fault).as("singly").isEqualTo(FramingFault.valueOf(fault));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    no body                           | GET /x HTTP/1.1~Host: a~~                             | GET /x []
                    one empty line before             | ~GET /x HTTP/1.1~~                                    | GET /x []
                    a length                          | POST / HTTP/1.1~Content-Length: 3~~abc                | POST / [abc]
                    a length with leading zeros       | POST / HTTP/1.1~Content-Length: 003~~abc              | POST / [abc]
                    a length with blanks around       | POST / HTTP/1.1~Content-Length: \\t 3 \\t~~abc        | POST / [abc]
                    a length of zero                  | POST / HTTP/1.1~Content-Length: 0~~                   | POST / []
                    a body of a GET                   | GET / HTTP/1.1~Content-Length: 1~~a                   | GET / [a]
                    chunks                            | POST / HTTP/1.1~Transfer-Encoding: chunked~~3~abc~2~de~0~~ | POST / [abcde]
                    Chunked in another case           | POST / HTTP/1.1~transfer-encoding: ChUnKeD~~1~a~0~~   | POST / [a]
                    a chunk of leading zeros          | POST / HTTP/1.1~Transfer-Encoding: chunked~~0000000000001~a~000~~ | POST / [a]
                    hexadecimal in both cases         | POST / HTTP/1.1~Transfer-Encoding: chunked~~a~0123456789~A~0123456789~0~~ | POST / [01234567890123456789]
                    chunk extensions                  | POST / HTTP/1.1~Transfer-Encoding: chunked~~1;a;b=c ; d="e\\x5c"f"~a~0;g=h~~ | POST / [a]
                    trailers                          | POST / HTTP/1.1~Transfer-Encoding: chunked~~1~a~0~X-Sum: 1~~ | POST / [a]
                    CRLF inside chunk data            | POST / HTTP/1.1~Transfer-Encoding: chunked~~7~0~~~~0~~   | POST / [0~~~]
                    HTTP/1.0                          | GET / HTTP/1.0~~                                      | GET / []
                    an empty value                    | GET / HTTP/1.1~A:~~                                   | GET / []
                    obs-text in a value               | GET / HTTP/1.1~A: \\xe4\\xff~~                        | GET / []
                    every token character             | !#$%&'*+-.^_`x0Aa / HTTP/1.1~~                        | !#$%&'*+-.^_`x0Aa / []
                    """)
    void readsARequest(String name, String bytes, String expected) {
        assertThat(readWhole(bytes).toString()).as("whole").isEqualTo(decode(expected));
        assertThat(readSingly(bytes).toString()).as("singly").isEqualTo(decode(expected));
    }

    @Test
    void stopsBehindARequestUntilToldToGoOn() {
        var reader = reader();
        var in = buffer("GET /a HTTP/1.1~~GET /b HTTP/1.1~~");
        var out = new ArrayList<Object>();
        assertThat(reader.read(in, out)).isNull();
        assertThat(reader.isComplete()).isTrue();
        assertThat(out).hasSize(2);
        assertThat(reader.read(in, out)).isNull();
        assertThat(out).hasSize(2);
        reader.next();
        assertThat(reader.read(in, out)).isNull();
        assertThat(out).hasSize(4);
        assertThat(((HttpRequest) out.get(2)).uri()).isEqualTo("/b");
        in.release();
    }

    @Test
    void saysWhenNoRequestMayFollow() {
        assertThat(closing("GET / HTTP/1.1~~")).isFalse();
        assertThat(closing("GET / HTTP/1.1~Connection: close~~")).isTrue();
        assertThat(closing("GET / HTTP/1.1~Connection: keep-alive~Connection: x , Close~~"))
                .isTrue();
        assertThat(closing("GET / HTTP/1.1~Connection: closed~~")).isFalse();
        assertThat(closing("GET / HTTP/1.0~Connection: keep-alive~~")).isTrue();
    }

    private static boolean closing(String bytes) {
        var reader = reader();
        var in = buffer(bytes);
        assertThat(reader.read(in, new ArrayList<>())).isNull();
        in.release();
        return reader.framing().isClosing();
    }

    private static RequestReader reader() {
        return new RequestReader(LIMITS, new byte[LIMITS.line()], DefaultHttpHeaders::new);
    }

    /** What came out of some bytes. */
    private record Result(@Nullable FramingFault fault, String head, String body) {
        @Override
        public String toString() {
            return fault != null ? fault.name() : head + " [" + body + "]";
        }
    }

    private static Result readWhole(String bytes) {
        var reader = reader();
        var in = buffer(bytes);
        var out = new ArrayList<Object>();
        var fault = reader.read(in, out);
        in.release();
        return result(reader, fault, out);
    }

    private static Result readSingly(String bytes) {
        var reader = reader();
        var all = buffer(bytes);
        var in = Unpooled.buffer();
        var out = new ArrayList<Object>();
        FramingFault fault = null;
        while (fault == null && all.isReadable()) {
            in.writeByte(all.readByte());
            fault = reader.read(in, out);
        }
        all.release();
        in.release();
        return result(reader, fault, out);
    }

    private static Result result(
            RequestReader reader, @Nullable FramingFault fault, List<Object> out) {
        var head = "incomplete";
        var body = new StringBuilder();
        for (var part : out) {
            if (part instanceof HttpRequest request) {
                head = request.method() + " " + request.uri();
            }
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
            }
            ReferenceCountUtil.release(part);
        }
        return new Result(fault, reader.isComplete() ? head : "incomplete", body.toString());
    }

    private static ByteBuf buffer(String bytes) {
        return Unpooled.copiedBuffer(decode(bytes), StandardCharsets.ISO_8859_1);
    }

    private static String decode(String text) {
        var decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '~') {
                decoded.append("\r\n");
            } else if (c == '\\') {
                char kind = text.charAt(++i);
                switch (kind) {
                    case 'r' -> decoded.append('\r');
                    case 'n' -> decoded.append('\n');
                    case 't' -> decoded.append('\t');
                    case '0' -> decoded.append('\0');
                    default -> {
                        decoded.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                }
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }
}
