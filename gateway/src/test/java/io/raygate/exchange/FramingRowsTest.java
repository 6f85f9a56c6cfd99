package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-03, S-04, S-13, S-17: how long a body is, as far as the head tells. */
class FramingRowsTest {

    @ParameterizedTest
    @CsvSource({
        "Accept: x, 0",
        "Content-Length: 0, 0",
        "Content-Length: 5, 5",
        "Content-Length: 0005, 5",
        "Content-Length: 9223372036854775807, 9223372036854775807",
        "Transfer-Encoding: chunked, -1",
        "transfer-encoding: Chunked, -1",
        "TRANSFER-ENCODING: CHUNKED, -1",
        "Content_Length: 7, 0",
        "Transfer_Encoding: chunked, 0",
    })
    void readsTheLength(String line, long length) {
        assertThat(Arrivals.get("/").method("POST").lines(line).head().contentLength())
                .isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 5",
                "Content-Length: 0|Transfer-Encoding: chunked",
                "Content-Length: 5|transfer-encoding: identity",
                "Content-Length: 5|Content-Length: 5",
                "Content-Length: 5|Content-Length: 6",
                "Content-Length: 5|content-length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5.0",
                "Content-Length: 5 5",
                "Content-Length: 1e3",
                "Content-Length: ",
                "Content-Length: five",
                "Content-Length: 9223372036854775808",
                "Content-Length: 99999999999999999999",
                "Content-Length: \u0665",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: ",
                "Transfer-Encoding: ch\u00fcnked",
            })
    void refusesWhatLeavesTheLengthInDoubt(String lines) {
        Rejection refusal = Arrivals.get("/").method("POST").lines(lines).refusal();
        assertThat(refusal.code()).isEqualTo(RejectionCode.MALFORMED_REQUEST);
        assertThat(refusal.close()).isTrue();
    }

    @Test
    void refusesTransferEncodingInHttp10() {
        Arrivals arrival = Arrivals.get("/").lines("Transfer-Encoding: chunked");
        assertThat(arrival.version(HttpVersion.HTTP_1_0).refusal().code())
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "connection: keep-alive",
                "keep-alive: timeout=5",
                "proxy-connection: keep-alive",
                "transfer-encoding: chunked",
                "upgrade: websocket",
                "te: gzip",
                "te: trailers, gzip",
                "content-length: 5|content-length: 5",
                "content-length: x",
                "x: a\nb",
                "x: a\rb",
                "x: a\u0000b",
                "x: a\u007fb",
                "x: a\u0001b",
                "x: a\u001fb",
                "x: a\u0100b",
                "x: \u20ac",
                "a b: c",
                "a\u0000: c",
                "a\nb: c",
                "a(: c",
                "\u00e9: c",
                "(: c",
            })
    void refusesHttp2HeadsThatHttp1CouldNotCarry(String lines) {
        assertThat(Arrivals.http2("POST", "/").lines(lines).refusal().code())
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "x ", "\tx", "x\t"})
    void refusesHttp2ValuesWithBlanksAround(String value) {
        assertThat(Arrivals.http2("GET", "/").field("x", value).refusal().code())
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "a\tb", "\u00e9", "\u0080\u00ff", "~!\"\\"})
    void letsEveryOtherHttp2ValuePass(String value) {
        assertThat(Arrivals.http2("GET", "/").field("x", value).head().fields().get("x"))
                .hasToString(value);
    }

    @Test
    void anHttp2LengthMayBeOpen() {
        assertThat(Arrivals.http2("POST", "/").lines("te: trailers").head().contentLength())
                .isEqualTo(-1);
        assertThat(Arrivals.http2("POST", "/").lines("content-length: 0").head().contentLength())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Expect: 100-continue, 5, true",
        "expect: 100-Continue, 5, true",
        "Expect: 100-continue, 0, false",
        "Accept: x, 5, false",
    })
    void knowsWhoWaitsFor100(String line, String length, boolean waits) {
        RequestHead head =
                Arrivals.get("/").method("PUT").lines(line).field("Content-Length", length).head();
        assertThat(head.expectsContinue()).isEqualTo(waits);
        assertThat(head.fields().get("Expect")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: 200-ok",
                "Expect: ",
                "Expect: 100-continue, 100-continue",
                "Expect: 100-continue|Expect: 100-continue",
                "Expect: 100-continue;x",
                "Expect: 100",
            })
    void refusesAnyOtherExpectation(String lines) {
        assertThat(Arrivals.get("/").lines(lines).refusal().code())
                .isEqualTo(RejectionCode.EXPECTATION_FAILED);
    }

    @Test
    void anHttp10ClientDoesNotWait() {
        Arrivals arrival = Arrivals.get("/").lines("Expect: 100-continue|Content-Length: 5");
        assertThat(arrival.version(HttpVersion.HTTP_1_0).head().expectsContinue()).isFalse();
    }

    @Test
    void refusesAVersionInAnyOtherForm() {
        assertThat(Arrivals.get("/").version(null).refusal().code())
                .isEqualTo(RejectionCode.VERSION_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({"8178, true", "8179, false"})
    void boundsTheRequestLine(int target, boolean passes) {
        // GET, two blanks and HTTP/1.1 take 13 of 8192 bytes.
        Arrivals arrival = Arrivals.get("/" + "a".repeat(target));
        if (passes) {
            assertThat(arrival.head().path()).hasSize(target + 1);
        } else {
            assertThat(arrival.refusal().code()).isEqualTo(RejectionCode.URI_TOO_LONG);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "99, 1, true",
        "100, 1, false",
        "1, 16379, true",
        "1, 16380, false",
        "3, 11000, false"
    })
    void boundsTheFields(int count, int value, boolean passes) {
        Arrivals arrival = Arrivals.get("/");
        for (int i = 0; i < count; i++) {
            arrival.field("x", "v".repeat(value));
        }
        if (passes) {
            assertThat(arrival.head().fields().size()).isEqualTo(count);
        } else {
            assertThat(arrival.refusal().code()).isEqualTo(RejectionCode.HEADERS_TOO_LARGE);
        }
    }

    /**
     * A line takes its name, its value and four more: 23 for Host, 3 times 10,005, and the last.
     */
    @ParameterizedTest
    @CsvSource({"2725, true", "2726, false"})
    void boundsTheFieldsTogether(int last, boolean passes) {
        String large = "v".repeat(10_000);
        Arrivals arrival = Arrivals.get("/").field("a", large).field("b", large).field("c", large);
        arrival.field("d", "v".repeat(last));
        assertThat(arrival.decision() instanceof Decision.Proceed<RequestHead>).isEqualTo(passes);
    }
}
