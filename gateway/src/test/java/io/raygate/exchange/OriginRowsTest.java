package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-33, S-34: where a request came from, and by which ids it is known. */
class OriginRowsTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final SanitizerRules TRUSTING =
            new SanitizerRules(
                    FieldTable.of("X-API-Key", Set.of()),
                    Stream.of("10.0.0.0/8", "192.168.7.7", "2001:db8:1::/48")
                            .map(range -> Objects.requireNonNull(AddressRange.parse(range)))
                            .toList(),
                    HeadSizes.DEFAULT,
                    PathRules.STRICT,
                    Set.of(),
                    ServedNames.ANY);

    private static Arrivals trusted() {
        return Arrivals.get("/").under(TRUSTING).from("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Accept: x>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7>203.0.113.7",
                "X-Forwarded-For: 203.0.113.7:4711>203.0.113.7",
                "X-Forwarded-For: [2001:db8::7]:4711>2001:db8::7",
                "X-Forwarded-For: 2001:DB8:0:0::7>2001:db8::7",
                "X-Forwarded-For: ::ffff:203.0.113.7>203.0.113.7",
                // only what the nearest untrusted hop is called by a trusted one counts
                "X-Forwarded-For: 127.0.0.1, 203.0.113.7>203.0.113.7",
                "X-Forwarded-For: 1.1.1.1,2.2.2.2, 203.0.113.7>203.0.113.7",
                "X-Forwarded-For: 1.1.1.1|X-Forwarded-For: 203.0.113.7>203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, 10.9.9.9>203.0.113.7",
                "X-Forwarded-For: 1.1.1.1, 203.0.113.7, 10.9.9.9, 192.168.7.7>203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, ::ffff:10.9.9.9>203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, [2001:db8:1:2::3]:80>203.0.113.7",
                "X-Forwarded-For: 10.9.9.9, 10.8.8.8>10.9.9.9",
                // the walk ends at what is no address
                "X-Forwarded-For: 203.0.113.7, unknown>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7, >10.0.0.1",
                "X-Forwarded-For: 203.0.113.7, _hidden, 10.9.9.9>10.9.9.9",
                "X-Forwarded-For: evil.example>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7 198.51.100.1>10.0.0.1",
                "X-Forwarded-For: 0203.0.113.7>10.0.0.1",
                "X-Forwarded-For: ,,,>10.0.0.1",
                "X-Forwarded-For:>10.0.0.1",
                "X-Forwarded-For: [203.0.113.7>10.0.0.1",
                "X-Forwarded-For: [2001:db8::7>10.0.0.1",
                "X-Forwarded-For: [2001:db8::7]x>10.0.0.1",
                "X-Forwarded-For: [2001:db8::7]:>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7:>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7:x>10.0.0.1",
                "X-Forwarded-For: 203.0.113.7:65536>10.0.0.1",
                "Forwarded: for=\"203.0.113.7:_secret\">203.0.113.7",
                // RFC 7239
                "Forwarded: for=203.0.113.7>203.0.113.7",
                "forwarded: For=\"203.0.113.7:47011\">203.0.113.7",
                "Forwarded: for=\"[2001:db8:cafe::17]:4711\">2001:db8:cafe::17",
                "Forwarded: for=203.0.113.7;proto=https;by=10.0.0.1>203.0.113.7",
                "Forwarded: by=x ; for=203.0.113.7 , for=10.3.3.3>203.0.113.7",
                "Forwarded: for=1.1.1.1, for=203.0.113.7, for=\"[2001:db8:1::1]\">203.0.113.7",
                "Forwarded: for=1.1.1.1|Forwarded: for=203.0.113.7>203.0.113.7",
                "Forwarded: for=1.1.1.1, for=\"unknown, for=203.0.113.7\">10.0.0.1",
                "Forwarded: for=203.0.113.7, for=_secret>10.0.0.1",
                "Forwarded: for=203.0.113.7, for=\"\\1\\0.9.9.9\">203.0.113.7",
                "Forwarded: for=203.0.113.7, for=\"10.9.9.9>10.0.0.1",
                "Forwarded: for=203.0.113.7; x>10.0.0.1",
                "Forwarded: for=203.0.113.7 x=y>10.0.0.1",
                "Forwarded: for 203.0.113.7>10.0.0.1",
                "Forwarded: proto=https>10.0.0.1",
                "Forwarded: =203.0.113.7>10.0.0.1",
                "Forwarded: ,for=203.0.113.7>203.0.113.7",
                // what the trusted hop writes counts, and X-Forwarded-For is what most write
                "Forwarded: for=1.1.1.1|X-Forwarded-For: 203.0.113.7>203.0.113.7",
                // never believed
                "X-Real-IP: 203.0.113.7>10.0.0.1",
                "True-Client-IP: 203.0.113.7>10.0.0.1",
                "CF-Connecting-IP: 203.0.113.7>10.0.0.1",
                "X_Forwarded_For: 203.0.113.7>10.0.0.1",
                "X-Original-Forwarded-For: 203.0.113.7>10.0.0.1",
            })
    void walksFromTheRightToTheFirstUntrustedHop(String lines, String address) {
        Origin origin = trusted().lines(lines).head().origin();
        assertThat(origin.address()).isEqualTo(address);
        assertThat(origin.trustedHop()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "11.0.0.1", "2001:db8:2::1", "::1", "unknown"})
    void believesNobodyElse(String peer) {
        Origin origin =
                Arrivals.get("/")
                        .under(TRUSTING)
                        .from(peer)
                        .lines("X-Forwarded-For: 203.0.113.7|X-Forwarded-Proto: https")
                        .lines("X-Forwarded-Host: h|X-Request-Id: mine|tracestate: a=b")
                        .field("traceparent", PARENT)
                        .head()
                        .origin();
        assertThat(origin.address()).isEqualTo(peer);
        assertThat(origin.scheme()).isEqualTo("http");
        assertThat(origin.host()).isNull();
        assertThat(origin.trustedHop()).isFalse();
        assertThat(origin.requestId()).isNotEqualTo("mine");
        assertThat(origin.claimedRequestId()).isEqualTo("mine");
        assertThat(origin.traceparent()).isNotEqualTo(PARENT);
        assertThat(TraceContext.isParent(origin.traceparent())).isTrue();
        assertThat(origin.tracestate()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            nullValues = "-",
            value = {
                "X-Forwarded-Proto: https>https>-",
                "X-Forwarded-Proto: HTTPS>https>-",
                "X-Forwarded-Proto: http>http>-",
                "X-Forwarded-Proto: wss>http>-",
                "X-Forwarded-Proto: http, https>https>-",
                "X-Forwarded-Proto: https, http>http>-",
                "X-Forwarded-For: 1.1.1.1, 10.2.2.2|X-Forwarded-Proto: https>https>-",
                "X-Forwarded-For: 1.1.1.1, 10.2.2.2|X-Forwarded-Proto: https, http>https>-",
                "X-Forwarded-For: 1.1.1.1|X-Forwarded-Proto: https, http>http>-",
                "X-Forwarded-Host: Public.example:8443>http>public.example:8443",
                "X-Forwarded-Host: a@b>http>-",
                "X-Forwarded-Host: evil, public.example>http>public.example",
                "Forwarded: for=1.1.1.1;proto=https;host=\"public.example:80\">https>public.example:80",
                "Forwarded: for=1.1.1.1;proto=https, for=2.2.2.2;proto=http>http>-",
            })
    void takesSchemeAndHostFromTheSameHop(String lines, String scheme, String host) {
        Origin origin = trusted().lines(lines).head().origin();
        assertThat(origin.scheme()).isEqualTo(scheme);
        assertThat(origin.host()).isEqualTo(host);
    }

    @Test
    void theConnectionSaysTheSchemeWhereNobodyElseDoes() {
        assertThat(trusted().overTls(null).head().origin().scheme()).isEqualTo("https");
    }

    @Test
    void looksAtBoundedlyManyHops() {
        String hops = "203.0.113.7" + ", 10.0.0.2".repeat(31);
        assertThat(trusted().field("X-Forwarded-For", hops).head().origin().address())
                .isEqualTo("203.0.113.7");
        assertThat(
                        trusted()
                                .field("X-Forwarded-For", hops + ", 10.0.0.3")
                                .head()
                                .origin()
                                .address())
                .isEqualTo("10.0.0.2");
        String elements = "for=203.0.113.7" + ", for=10.0.0.2".repeat(31);
        assertThat(trusted().field("Forwarded", elements).head().origin().address())
                .isEqualTo("203.0.113.7");
        String more = elements + ", for=10.0.0.3";
        assertThat(trusted().field("Forwarded", more).head().origin().address())
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "abc -> true",
                "0199f3c4-7a1b-7cde-8f00-0123456789ab -> true",
                "Root=1-67891233-abcdef012345678912345678 -> true",
                "a.b_c~d:e/f+g@h -> true",
                "09azAZ -> true",
                "` -> false",
                "{ -> false",
                "[ -> false",
                "^ -> false",
                "? -> false",
                "! -> false",
                "with blank -> false",
                "quote\" -> false",
                "semi;colon -> false",
                "back\\slash -> false",
                "<script> -> false",
                "%0d%0a -> false",
                "\u00e9 -> false",
                "a, b -> false",
            })
    void keepsAWellFormedIdOfATrustedHop(String id, boolean kept) {
        Origin origin = trusted().field("X-Request-Id", id).head().origin();
        assertThat(origin.requestId().equals(id)).isEqualTo(kept);
        assertThat(origin.claimedRequestId()).isEqualTo(kept ? null : id);
    }

    @Test
    void boundsIds() {
        Origin longest = trusted().field("X-Request-Id", "x".repeat(128)).head().origin();
        assertThat(longest.requestId()).hasSize(128);
        Origin longer = trusted().field("X-Request-Id", "x".repeat(129)).head().origin();
        assertThat(longer.requestId()).hasSize(36);
        assertThat(longer.claimedRequestId()).hasSize(128);
        assertThat(trusted().field("X-Request-Id", "").head().origin().requestId()).hasSize(36);
    }

    @Test
    void keepsOneIdOfATrustedHop() {
        Origin origin = trusted().lines("X-Request-Id: a|X-Request-Id: b").head().origin();
        assertThat(origin.requestId()).hasSize(36);
        assertThat(origin.claimedRequestId()).isEqualTo("a, b");
    }

    @Test
    void keepsAWellFormedTraceOfATrustedHop() {
        Origin origin =
                trusted()
                        .field("traceparent", PARENT)
                        .lines("tracestate: a=b|tracestate: c@d=e f")
                        .head()
                        .origin();
        assertThat(origin.traceparent()).isEqualTo(PARENT);
        assertThat(origin.tracestate()).isEqualTo("a=b, c@d=e f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
                "",
            })
    void replacesAnIllFormedTrace(String parent) {
        Origin origin =
                trusted().field("traceparent", parent).lines("tracestate: a=b").head().origin();
        assertThat(origin.traceparent()).hasSize(55).isNotEqualTo(parent);
        assertThat(origin.tracestate()).isNull();
    }

    @Test
    void twoParentsAreNone() {
        Origin origin =
                trusted().field("traceparent", PARENT).field("traceparent", PARENT).head().origin();
        assertThat(origin.traceparent()).isNotEqualTo(PARENT);
    }

    @Test
    void keepsALaterVersionOfTheTrace() {
        String later = "cc" + PARENT.substring(2) + "-what-the-future-brings";
        assertThat(trusted().field("traceparent", later).head().origin().traceparent())
                .isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "a=b -> true",
                "a=b, ,c=d -> true",
                "1a=b -> true",
                "09az=b -> true",
                "a09az=b -> true",
                "a:=b -> false",
                "a`=b -> false",
                "a{=b -> false",
                "aA=b -> false",
                "tenant@vendor=x -> true",
                "a_b-c*d/e=!#$%&'()*+-./:;<>?@[]^_`{|}~ -> true",
                "a -> false",
                "=b -> false",
                "a= -> false",
                "A=b -> false",
                "a b=c -> false",
                "a=b=c -> false",
                "@a=b -> false",
                "a=\u00e9 -> false",
            })
    void keepsOnlyAWellFormedTraceState(String state, boolean kept) {
        Origin origin =
                trusted().field("traceparent", PARENT).field("tracestate", state).head().origin();
        assertThat(origin.tracestate() != null).isEqualTo(kept);
    }

    @Test
    void boundsTheTraceState() {
        String full = "a=b" + ",a=b".repeat(31);
        assertThat(TraceContext.isState(full)).isTrue();
        assertThat(TraceContext.isState(full + ",a=b")).isFalse();
        assertThat(TraceContext.isState("a=" + "b".repeat(256))).isTrue();
        assertThat(TraceContext.isState("a=" + "b".repeat(257))).isFalse();
        assertThat(TraceContext.isState("a".repeat(256) + "=b")).isTrue();
        assertThat(TraceContext.isState("a".repeat(257) + "=b")).isFalse();
    }

    @Test
    void rulesHoldAnImmutableListOfHops() {
        List<AddressRange> hops = TRUSTING.trustedProxies();
        assertThat(hops).isUnmodifiable();
    }
}
