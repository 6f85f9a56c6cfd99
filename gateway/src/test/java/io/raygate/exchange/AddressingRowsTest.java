package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-09, S-10, S-14, S-17, S-22: target, host, method and upgrade. */
class AddressingRowsTest {
    private static final String HANDSHAKE =
            "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13"
                    + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: x",
                "Host: ",
                "Host: a|Host: a",
                "Host: a|Host: b",
                "Host: a|host: a",
                "Host: a, b",
                "Host: a b",
                "Host: user@a",
                "Host: a/b",
                "Host: http://a",
                "Host: a:b",
                "Host: a:80:80",
                "Host: a?b",
                "Host: a#b",
                "Host: [::1",
                "Host_: a",
                "X-Forwarded-Host: a",
            })
    void refusesWhatDoesNotNameOneHost(String lines) {
        Rejection refusal = Arrivals.bare("GET", "/").lines(lines).refusal();
        assertThat(refusal.code()).isEqualTo(RejectionCode.INVALID_HOST);
        assertThat(refusal.close()).isTrue();
    }

    @Test
    void onlyHttp10MayNameNoHost() {
        Arrivals none = Arrivals.bare("GET", "/").version(HttpVersion.HTTP_1_0);
        assertThat(none.head().authority()).isEqualTo(Authority.NONE);
        assertThat(none.field("Host", "a@b").refusal().code())
                .isEqualTo(RejectionCode.INVALID_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.example.com/v1?x=y, /v1, x=y",
        "HTTP://API.example.com/v1, /v1, ",
        "https://api.example.com, /, ",
        "http://api.example.com?x, /, x",
        "http://api.example.com/, /, ",
        "/v1?, /v1, ''",
        "/v1?x?y=/../%2e%zz\\;{}|<>\"^`, /v1, x?y=/../%2e%zz\\;{}|<>\"^`",
        "/v1?http://evil/, /v1, http://evil/",
    })
    void readsOriginAndAbsoluteForm(String target, String path, String query) {
        RequestHead head = Arrivals.get(target).head();
        assertThat(head.path()).isEqualTo(path);
        assertThat(head.query()).isEqualTo(query);
        assertThat(head.authority()).isEqualTo(new Authority("api.example.com", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.example.com/",
                "http://api.example.com:80/",
                "http://api.example.com.evil/",
                "http://user@api.example.com/",
                "http://user:pw@api.example.com/",
                "http://api.example.com@evil/",
                "http:///v1",
                "http://",
                "https://api.example.com\\@evil/",
                "http://api.example.com%00/",
            })
    void refusesAnAbsoluteFormForAnotherHost(String target) {
        assertThat(Arrivals.get(target).refusal().code()).isEqualTo(RejectionCode.INVALID_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "ftp://api.example.com/",
                "api.example.com:443",
                "http:/api.example.com/",
                "http:api.example.com",
                "ws://api.example.com/",
                "/a?b#c",
                "/a?b c",
                "/a?\u00e9",
                "/a?\u0000",
                "/a?b\tc",
                "/a?\u007f",
                "?a=b",
                "#",
                "http://api.example.com#x",
                "http://api.example.com//x",
                "http://api.example.com/../x",
                "javascript:alert(1)",
                "**",
                "*/",
                "*?x",
            })
    void refusesEveryOtherForm(String target) {
        assertThat(Arrivals.get(target).refusal().code()).isEqualTo(RejectionCode.INVALID_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.com/", "", "x", "https://api.example.com"})
    void anHttp2TargetIsAPath(String target) {
        assertThat(Arrivals.http2("GET", target).refusal().code())
                .isEqualTo(RejectionCode.INVALID_PATH);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com, true",
        "api.example.com, API.example.com, true",
        "api.example.com:443, api.example.com:443, true",
        "api.example.com, other.example.com, false",
        "api.example.com, api.example.com:443, false",
        "api.example.com:443, api.example.com, false",
        "api.example.com, '', false",
        "user@api.example.com, user@api.example.com, false",
    })
    void anHttp2HostMustAgreeWithTheAuthority(String authority, String host, boolean passes) {
        Arrivals arrival = Arrivals.http2("GET", "/").authority(authority).field("host", host);
        if (passes) {
            assertThat(arrival.head().authority()).isEqualTo(Authority.parse(authority));
        } else {
            assertThat(arrival.refusal().code()).isEqualTo(RejectionCode.INVALID_HOST);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https, true",
        "HTTP, true",
        "ftp, false",
        "'', false",
        ", false",
        "https://x, false"
    })
    void anHttp2SchemeIsOneOfTheWeb(String scheme, boolean passes) {
        Decision<RequestHead> decision = Arrivals.http2("GET", "/").scheme(scheme).decision();
        assertThat(decision instanceof Decision.Proceed<RequestHead>).isEqualTo(passes);
    }

    @Test
    void anHttp2RequestNamesItsHostOnce() {
        Arrivals twice = Arrivals.http2("GET", "/").lines("host: api.example.com|host: b");
        assertThat(twice.refusal().code()).isEqualTo(RejectionCode.INVALID_HOST);
        assertThat(Arrivals.http2("GET", "/").authority(null).refusal().code())
                .isEqualTo(RejectionCode.INVALID_HOST);
    }

    @Test
    void answersOptionsForTheServerItself() {
        assertThat(Arrivals.get("*").method("OPTIONS").decision())
                .isInstanceOfSatisfying(
                        Decision.Answer.class,
                        answer -> assertThat(answer.answer().status()).isEqualTo(204));
        assertThat(Arrivals.http2("OPTIONS", "*").decision()).isInstanceOf(Decision.Answer.class);
        assertThat(Arrivals.get("*").refusal().code().status()).isEqualTo(400);
        assertThat(Arrivals.bare("OPTIONS", "*").refusal().code())
                .isEqualTo(RejectionCode.INVALID_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, api.example.com:443",
        "CONNECT, /",
        "TRACE, /",
        "TRACE, *",
    })
    void neverServesConnectAndTrace(String method, String target) {
        Rejection refusal = Arrivals.get(target).method(method).refusal();
        assertThat(refusal.code()).isEqualTo(RejectionCode.METHOD_NOT_ALLOWED);
        assertThat(refusal.close()).isTrue();
        assertThat(refusal.allow()).contains("GET").doesNotContain(method);
    }

    /** It has neither scheme nor path (RFC 9113, 8.5). */
    @Test
    void neverServesConnectOfHttp2() {
        Rejection refusal = Arrivals.http2("CONNECT", "").scheme(null).refusal();
        assertThat(refusal.code()).isEqualTo(RejectionCode.METHOD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "PROPFIND", "connect", "trace", "X", "GETX", "PRI"})
    void doesNotKnowOtherMethods(String method) {
        assertThat(Arrivals.get("/").method(method).refusal().code())
                .isEqualTo(RejectionCode.METHOD_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void knowsTheCommonMethods(String method) {
        assertThat(Arrivals.get("/").method(method).head().method().name()).isEqualTo(method);
    }

    @Test
    void knowsAMethodThatARouteLists() {
        SanitizerRules rules = rules(Set.of("PROPFIND"), ServedNames.ANY);
        assertThat(Arrivals.get("/").method("PROPFIND").under(rules).head().method().name())
                .isEqualTo("PROPFIND");
    }

    @Test
    void refusesANameOfAnotherCertificate() {
        ServedNames names =
                (listener, serverName, host) -> listener.equals("https") && host.equals(serverName);
        SanitizerRules rules = rules(Set.of(), names);
        assertThat(Arrivals.get("/").under(rules).overTls("other").refusal().code())
                .isEqualTo(RejectionCode.MISDIRECTED_REQUEST);
        assertThat(
                        Arrivals.get("/")
                                .under(rules)
                                .overTls("api.example.com")
                                .head()
                                .origin()
                                .scheme())
                .isEqualTo("https");
        assertThat(Arrivals.get("/").under(rules).head().origin().scheme()).isEqualTo("http");
    }

    private static SanitizerRules rules(Set<String> methods, ServedNames names) {
        return new SanitizerRules(
                FieldTable.of("X-API-Key", Set.of()),
                List.of(),
                HeadSizes.DEFAULT,
                PathRules.STRICT,
                methods,
                names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade|Upgrade: websocket",
                "Connection: keep-alive, upgrade|Upgrade: WebSocket",
                "Connection: keep-alive|Connection: UPGRADE|Upgrade: h2c, websocket",
            })
    void recognisesAWebSocket(String upgrade) {
        RequestHead head =
                Arrivals.get("/ws")
                        .lines(upgrade)
                        .lines("Sec-WebSocket-Version: 13")
                        .lines("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                        .lines("Sec-WebSocket-Protocol: chat")
                        .head();
        assertThat(head.kind()).isEqualTo(RequestKind.WEBSOCKET);
        assertThat(head.fields().get("upgrade")).isNull();
        assertThat(head.fields().get("connection")).isNull();
        assertThat(head.fields().get("sec-websocket-key")).hasToString("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(head.fields().get("sec-websocket-version")).hasToString("13");
        assertThat(head.fields().get("sec-websocket-protocol")).hasToString("chat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Sec-WebSocket-Version: 13>Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Version: 13>Sec-WebSocket-Version: 013",
                "Sec-WebSocket-Version: 13>X: y",
                "Sec-WebSocket-Version: 13>Sec-WebSocket-Version: 13|Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==>X: y",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==>Sec-WebSocket-Key: short==",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==>Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQAA",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==>Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j*Q==",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==>Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j\u00e9Q==",
                "Connection: Upgrade>Connection: Upgrade, Sec-WebSocket-Key",
                "Connection: Upgrade>Connection: sec_websocket_version, Upgrade",
                "Upgrade: websocket>Upgrade: websocket|Content-Length: 1",
                "Upgrade: websocket>Upgrade: websocket|Transfer-Encoding: chunked",
            })
    void refusesABrokenHandshake(String line, String instead) {
        Rejection refusal = Arrivals.get("/ws").lines(HANDSHAKE.replace(line, instead)).refusal();
        assertThat(refusal.code()).isEqualTo(RejectionCode.UPGRADE_NOT_ALLOWED);
        assertThat(refusal.close()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+/+/+/+/+/+/+/+/+/+/+A==", "0123456789ABCDEFabcdeg=="})
    void takesEveryKeyOfSixteenOctets(String key) {
        String handshake = HANDSHAKE.replace("dGhlIHNhbXBsZSBub25jZQ==", key);
        assertThat(Arrivals.get("/ws").lines(handshake).head().kind())
                .isEqualTo(RequestKind.WEBSOCKET);
    }

    @Test
    void refusesAHandshakeByPost() {
        assertThat(Arrivals.get("/ws").method("POST").lines(HANDSHAKE).refusal().code())
                .isEqualTo(RejectionCode.UPGRADE_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABk",
                "Connection: Upgrade|Upgrade: TLS/1.0",
                "Connection: close|Upgrade: websocket",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Connection: Upgrade|Upgrade: websocket2",
                "Connection: Upgrade|Upgrade: web socket",
            })
    void servesEveryOtherUpgradeAsItIs(String lines) {
        RequestHead head = Arrivals.get("/").lines(lines).head();
        assertThat(head.kind()).isEqualTo(RequestKind.HTTP);
        assertThat(head.fields().size()).isZero();
    }

    @Test
    void anHttp10ClientCannotUpgrade() {
        Arrivals arrival = Arrivals.get("/ws").lines(HANDSHAKE).version(HttpVersion.HTTP_1_0);
        assertThat(arrival.head().kind()).isEqualTo(RequestKind.HTTP);
    }

    @ParameterizedTest
    @CsvSource({
        "application/grpc, true",
        "application/grpc+proto, true",
        "application/grpc;charset=x, true",
        "Application/GRPC, true",
        "application/grpc-web, false",
        "application/grpcx, false",
        "application/grp, false",
        "text/application/grpc, false",
        "application/grpc , true",
    })
    void isGrpcByContentType(String type, boolean grpc) {
        RequestKind kind =
                Arrivals.http2("POST", "/p.S/M").field("content-type", type.strip()).head().kind();
        assertThat(kind).isEqualTo(grpc ? RequestKind.GRPC : RequestKind.HTTP);
    }

    /** S-109: an upstream may read the second, and Ray's metadata with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain|Content-Type: application/grpc",
                "Content-Type: application/grpc|content-type: application/grpc",
            })
    void refusesASecondContentType(String lines) {
        assertThat(Arrivals.get("/").method("POST").lines(lines).refusal().code())
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }

    @Test
    void takesRaysMetadataFromGrpcCallers() {
        RequestHead head =
                Arrivals.http2("POST", "/p.S/M")
                        .lines("content-type: application/grpc|application: other|x-app: y")
                        .lines("multiplexed_model_id: m|session_id: s")
                        .lines("multiplexed-model-id: m|session-id: s|Application: other")
                        .head();
        assertThat(head.fields().size()).isEqualTo(2);
        assertThat(head.fields().get("application")).isNull();
        assertThat(head.fields().get("multiplexed-model-id")).isNull();
        assertThat(head.fields().get("multiplexed_model_id")).isNull();
        assertThat(head.fields().get("x-app")).hasToString("y");
        assertThat(head.withheld().get("multiplexed_model_id")).hasToString("m");
        assertThat(head.withheld().get("session_id")).hasToString("s");
    }

    @Test
    void leavesAnApplicationFieldOfPlainHttpAlone() {
        assertThat(Arrivals.get("/").field("Application", "x").head().fields().get("application"))
                .hasToString("x");
    }
}
