package io.raygate.forward.http1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of upstreams, good and bad (S-01, S-05 to S-08, S-37 to S-39); {@code ~} is CRLF. */
class AnswerParserTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    a length          | HTTP/1.1 200 OK~A: b~Content-Length: 3~~abc            | 200 A=b Content-Length=3 body abc end
                    no body           | HTTP/1.1 200 OK~Content-Length: 0~~                    | 200 Content-Length=0 end
                    no reason         | HTTP/1.1 200 ~Content-Length: 0~~                      | 200 Content-Length=0 end
                    no blank          | HTTP/1.1 200~Content-Length: 0~~                       | 200 Content-Length=0 end
                    blanks in a value | HTTP/1.1 200 OK~A: ` b c `~Content-Length: 0~~         | 200 A=b c Content-Length=0 end
                    an empty value    | HTTP/1.1 200 OK~A:~Content-Length: 0~~                 | 200 A= Content-Length=0 end
                    204               | HTTP/1.1 204 No Content~~                              | 204 bodyless end
                    304 with a length | HTTP/1.1 304 Not Modified~Content-Length: 9~~          | 304 Content-Length=9 bodyless end
                    chunks            | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a~2~bc~0~~ | 200 Transfer-Encoding=chunked body abc end
                    other letters     | HTTP/1.1 200 OK~transfer-encoding: CHUNKED~~A~0123456789~0~~ | 200 transfer-encoding=CHUNKED body 0123456789 end
                    leading zeros     | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0000000000001~a~000000000000~~ | 200 Transfer-Encoding=chunked body a end
                    extensions        | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1;x=y~a~0;z~~ | 200 Transfer-Encoding=chunked body a end
                    trailers          | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a~0~T: u~~ | 200 Transfer-Encoding=chunked body a end T=u
                    interim           | HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 102 P~~HTTP/1.1 200 OK~Content-Length: 1~~a | interim 103 Link=x interim 102 200 Content-Length=1 body a end
                    """)
    void readsWhatIsWellFormed(String name, String bytes, String told) {
        String answer = bytes.replace("~", "\r\n").replace("`", "");
        for (int piece = 1; piece <= answer.length(); piece++) {
            var read = new RecordedAnswer();
            read.parser().expect(false, false);
            assertThat(read.feed(answer, piece)).as("in pieces of %d", piece).isEqualTo(told);
            assertThat(read.parser().closes()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    no HTTP                 | SSH-2.0-OpenSSH_9.2~
                    junk before             | ~HTTP/1.1 200 OK~Content-Length: 0~~
                    a blank before          | ` HTTP/1.1 200 OK~~
                    status 99               | HTTP/1.1 099 X~~
                    status 600              | HTTP/1.1 600 X~~
                    status 2000             | HTTP/1.1 2000 X~~
                    status +20              | HTTP/1.1 +20 X~~
                    status 20               | HTTP/1.1 20 X~~
                    two blanks              | HTTP/1.1  200 X~~
                    HTTP/1.2                | HTTP/1.2 200 OK~~
                    HTTP/2                  | HTTP/2.0 200 OK~~
                    lower case              | http/1.1 200 OK~~
                    a control in the reason | HTTP/1.1 200 O\u0001K~~
                    a fold                  | HTTP/1.1 200 OK~A: b~ c~~
                    a fold first            | HTTP/1.1 200 OK~ A: b~~
                    blank before the colon  | HTTP/1.1 200 OK~A : b~~
                    no name                 | HTTP/1.1 200 OK~: b~~
                    no colon                | HTTP/1.1 200 OK~Ab~~
                    a control in a value    | HTTP/1.1 200 OK~A: b\u0000c~~
                    a bad name              | HTTP/1.1 200 OK~A(b): c~~
                    two lengths             | HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 1~~a
                    a list of lengths       | HTTP/1.1 200 OK~Content-Length: 1, 1~~a
                    a signed length         | HTTP/1.1 200 OK~Content-Length: +1~~a
                    a negative length       | HTTP/1.1 200 OK~Content-Length: -1~~a
                    an empty length         | HTTP/1.1 200 OK~Content-Length:~~
                    a length past 63 bits   | HTTP/1.1 200 OK~Content-Length: 9223372036854775808~~
                    a length of 20 digits   | HTTP/1.1 200 OK~Content-Length: 00000000000000000001~~a
                    both framings           | HTTP/1.1 200 OK~Content-Length: 1~Transfer-Encoding: chunked~~0~~
                    both on a 204           | HTTP/1.1 204 No Content~Content-Length: 1~Transfer-Encoding: chunked~~
                    two encodings           | HTTP/1.1 200 OK~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~
                    gzip, chunked           | HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~0~~
                    identity                | HTTP/1.1 200 OK~Transfer-Encoding: identity~~
                    chunked in 1.0          | HTTP/1.0 200 OK~Transfer-Encoding: chunked~~0~~
                    a bare LF               | HTTP/1.1 200 OK\\nContent-Length: 0~~
                    a bare CR               | HTTP/1.1 200 OK~A: b\\rC: d~~
                    no chunk size           | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~a~0~~
                    a bad chunk size        | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0x1~a~0~~
                    nine digits             | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~100000000~a
                    a blank behind the size | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1 ~a~0~~
                    too many bytes          | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~ab~0~~
                    a bad trailer           | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~T u: v~~
                    LF behind a chunk       | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a\\n0~~
                    """)
    void refusesWhatIsNot(String name, String bytes) {
        String answer =
                bytes.replace("~", "\r\n")
                        .replace("`", "")
                        .replace("\\n", "\n")
                        .replace("\\r", "\r");
        for (int piece = 1; piece <= answer.length(); piece++) {
            var read = new RecordedAnswer();
            read.parser().expect(false, false);
            String told = read.feed(answer, piece);
            assertThat(told).as("in pieces of %d", piece).contains("MALFORMED");
            assertThat(told).doesNotContain(" end");
            assertThat(read.parser().closes()).isTrue();
        }
    }

    @Test
    void boundsTheHead() {
        assertThat(fed("HTTP/1.1 200 OK\r\nA: " + "b".repeat(1100))).startsWith("HEAD_TOO_LARGE");
        assertThat(fed("HTTP/1.1 200 OK\r\n" + "A: bbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n".repeat(40)))
                .startsWith("HEAD_TOO_LARGE");
        assertThat(fed("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(21))).startsWith("HEAD_TOO_LARGE");
        assertThat(fed("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20) + "\r\n"))
                .startsWith("200 ")
                .doesNotContain("LARGE");
    }

    @Test
    void boundsTrailersAndChunkLines() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(fed(chunked + "0\r\n" + "A: b\r\n".repeat(21))).contains("HEAD_TOO_LARGE");
        assertThat(fed(chunked + "1;" + "x".repeat(300))).contains("MALFORMED");
    }

    /** S-38. */
    @Test
    void countsInterimAnswers() {
        String three = "HTTP/1.1 102 Processing\r\n\r\n".repeat(3);
        assertThat(fed(three + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).endsWith("end");
        assertThat(fed(three + "HTTP/1.1 199 X\r\n\r\n")).endsWith("TOO_MANY_INTERIM");
    }

    /** S-38. */
    @Test
    void refusesAnUpgradeThatNobodyAskedFor() {
        assertThat(fed("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"))
                .isEqualTo("UNASKED_UPGRADE");
    }

    @Test
    void leavesTheBytesBehindAnUpgradeAlone() {
        var read = new RecordedAnswer();
        read.parser().expect(false, true);
        assertThat(read.feed("HTTP/1.1 101 Switching Protocols\r\n\r\n\u0081\u0001", 1000))
                .isEqualTo("101 bodyless +\u0081\u0001");
        assertThat(read.parser().isRaw()).isTrue();
    }

    /** S-39. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 204 No Content~~x, false",
        "HTTP/1.1 304 Not Modified~~x, false",
        "HTTP/1.1 200 OK~Content-Length: 1~~ax, false",
        "HTTP/1.1 200 OK~Content-Length: 1~~x, true",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~~x, false",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~x, true",
    })
    void leavesSurplusBytesUnread(String bytes, boolean toHead) {
        var read = new RecordedAnswer();
        read.parser().expect(toHead, false);
        assertThat(read.feed(bytes.replace("~", "\r\n"), 1000)).endsWith("end +x");
    }

    @Test
    void aCloseEndsWhatHasNoOtherEnd() {
        var read = new RecordedAnswer();
        read.parser().expect(false, false);
        assertThat(read.feed("HTTP/1.1 200 OK\r\n\r\nabc", 4)).isEqualTo("200 body abc");
        read.parser().closed();
        assertThat(read.told()).isEqualTo("200 body abc end");
        assertThat(read.parser().closes()).isTrue();
    }

    /** S-40. */
    @ParameterizedTest
    @CsvSource({
        "HTTP",
        "HTTP/1.1 200 OK~",
        "HTTP/1.1 200 OK~Content-Length: 2~~a",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a~0~",
    })
    void aCloseBeforeTheEndIsAFault(String bytes) {
        var read = new RecordedAnswer();
        read.parser().expect(false, false);
        read.feed(bytes.replace("~", "\r\n"), 1000);
        read.parser().closed();
        assertThat(read.told()).endsWith("TRUNCATED");
    }

    @Test
    void tellsWhetherTheConnectionCanBeUsedAgain() {
        assertThat(closesAfter("HTTP/1.1 200 OK~Content-Length: 0~~")).isFalse();
        assertThat(closesAfter("HTTP/1.0 200 OK~Content-Length: 0~~")).isTrue();
        assertThat(closesAfter("HTTP/1.1 200 OK~Connection: x, Close~Content-Length: 0~~"))
                .isTrue();
    }

    private static boolean closesAfter(String bytes) {
        var read = new RecordedAnswer();
        read.parser().expect(false, false);
        assertThat(read.feed(bytes.replace("~", "\r\n"), 7)).endsWith("end");
        return read.parser().closes();
    }

    private static String fed(String bytes) {
        var read = new RecordedAnswer();
        read.parser().expect(false, false);
        return read.feed(bytes, 1000);
    }
}
