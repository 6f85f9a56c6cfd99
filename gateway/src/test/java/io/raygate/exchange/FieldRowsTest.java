package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-27 to S-32, S-34: which fields of a caller reach a route. */
class FieldRowsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // S-27
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method",
                "X-HTTP-Method-Override",
                "X-Method-Override",
                // S-28
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "TE",
                "Trailer",
                "Upgrade",
                "HTTP2-Settings",
                // S-29
                "X-Raygate-Tenant",
                "X-Raygate-Principal",
                "X-Raygate-Anything",
                "X-Consumer-ID",
                "X-Consumer-Username",
                "X-Credential-Identifier",
                "X-Authenticated-Userid",
                "X-Authenticated-Scope",
                "X-Remote-User",
                "Remote-User",
                "X-Forwarded-User",
                "X-Forwarded-Groups",
                "X-Forwarded-Email",
                "X-Forwarded-Preferred-Username",
                "X-Auth-Request-User",
                "X-Auth-Request-Redirect",
                "X-Forwarded-Client-Cert",
                "X-SSL-Client-Verify",
                "X-SSL-CERT",
                "X-Client-Cert",
                "X-Client-Certificate",
                "X-Client-Cert-Chain",
                "Client-Cert",
                "Client-Cert-Chain",
                // S-30
                "X-Request-Timeout-Seconds",
                "X-Request-Disconnect-Disabled",
                "X-Serve-Router-Target",
                "X-Ray-Authorization",
                "X-Ray-Anything",
                // S-31
                "X-Gateway-Model",
                "X-SLO-TTFT-Ms",
                "X-Envoy-Upstream-Rq-Timeout-Ms",
                "X-Envoy-Original-Path",
                "X-LiteLLM-Tags",
                "X-Kong-Request-Id",
                "X-Accel-Redirect",
                "X-Accel-Buffering",
                // S-33
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Server",
                "X-Forwarded-Scheme",
                "X-Real-IP",
                "X-Original-Host",
                "X-Original-Forwarded-For",
                "X-Original-Method",
                "X-Rewrite-Path",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                // S-32, S-34
                "Authorization",
                "X-API-Key",
                "X-Request-Id",
                "traceparent",
                "tracestate",
                // what names the make of a server
                "Server",
                "X-Powered-By",
            })
    void dropsWhatOnlyTheGatewayMaySay(String name) {
        for (String spelling : spellings(name)) {
            RequestHead head = Arrivals.get("/").field(spelling, "x").head();
            assertThat(head.fields().size()).describedAs(spelling).isZero();
            assertThat(head.withheld().size()).describedAs(spelling).isZero();
        }
    }

    private static List<String> spellings(String name) {
        return List.of(
                name,
                name.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                name.replace('-', '_'),
                name.toUpperCase(Locale.ROOT).replaceFirst("-", "_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Accept-Encoding",
                "Content-Type",
                "Content-Encoding",
                "User-Agent",
                "Idempotency-Key",
                "Priority",
                "Prefer",
                "Via",
                "Range",
                "If-None-Match",
                "Origin",
                "Referer",
                "Access-Control-Request-Method",
                "Sec-WebSocket-Protocol",
                "X",
                "X-Canary",
                "X-User",
                "X-Ray",
                "X-Raygate",
                "XX-Raygate-Tenant",
                "X-RaygateTenant",
                "X-Forwarded",
                "Not-Remote-User",
                "X-Consumer",
                "Hosts",
                "X-Host",
                "Date",
                "X-Amzn-Trace-Id",
                "DNT",
                "!#$%&'*+-.^`|~",
                "x-sslx",
                "OpenAI",
                "Client-Certs",
            })
    void forwardsEverythingElse(String name) {
        RequestHead head = Arrivals.get("/").field(name, "x").head();
        assertThat(head.fields().get(name)).hasToString("x");
        assertThat(head.withheld().size()).isZero();
    }

    @Test
    void keepsOrderLettersAndRepetition() {
        Fields fields = Arrivals.get("/").lines("B-b: 1|a: 2|b-B: 3|a: 4").head().fields();
        assertThat(fields.size()).isEqualTo(4);
        assertThat(fields.name(0)).hasToString("B-b");
        assertThat(fields.name(2)).hasToString("b-B");
        assertThat(fields.value(3)).hasToString("4");
    }

    @ParameterizedTest
    @CsvSource({
        "some_name, some_name",
        "X_Canary, X_Canary",
        "_, _",
        "OpenAI-Organization, OpenAI-Organization",
        "openai-project, openai-project",
        "X-Stainless-Lang, X-Stainless-Lang",
        "x-stainless-retry-count, x-stainless-retry-count",
        "Cookie, Cookie",
        "baggage, baggage",
        "X-Session-Id, X-Session-Id",
        "x_session_id, X-Session-Id",
        "Serve-Multiplexed-Model-Id, Serve-Multiplexed-Model-Id",
        "serve_multiplexed_model_id, Serve-Multiplexed-Model-Id",
        "SERVE_MULTIPLEXED-MODEL_ID, Serve-Multiplexed-Model-Id",
    })
    void withholdsWhatARouteMayRelease(String name, String under) {
        RequestHead head = Arrivals.get("/").field(name, "x").head();
        assertThat(head.fields().size()).isZero();
        assertThat(head.withheld().size()).isEqualTo(1);
        assertThat(head.withheld().name(0)).hasToString(under);
        assertThat(head.withheld().value(0)).hasToString("x");
    }

    @Test
    void ofTwoSpellingsOfARayFieldOnlyTheFirstCounts() {
        Fields withheld =
                Arrivals.get("/")
                        .lines("serve_multiplexed_model_id: a|Serve-Multiplexed-Model-Id: b")
                        .head()
                        .withheld();
        assertThat(withheld.size()).isEqualTo(1);
        assertThat(withheld.value(0)).hasToString("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content_Length: 5", "Transfer_Encoding: chunked", "Content_Type: x", "Host_: b",
                "Connection_: x", "x_forwarded_for: 1.2.3.4", "authorization_: x", "Expect_: y",
                "x_api_key: k", "SEC_WEBSOCKET_KEY: x", "Cookie_: x",
            })
    void neverObeysANameSpeltWithAnUnderscore(String line) {
        RequestHead head = Arrivals.get("/").method("POST").lines(line).head();
        assertThat(head.contentLength()).isZero();
        assertThat(head.presented()).isEqualTo(Presented.NONE);
        assertThat(head.authority().host()).isEqualTo("api.example.com");
        assertThat(head.fields().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Connection: X-Foo>X-Foo",
                "Connection: close, x-foo>X-Foo",
                "Connection: keep-alive|Connection: X-FOO>X-Foo",
                "Connection:,, X-Foo ,>X-Foo",
                "connection: x_foo>X-Foo",
                "Connection: x-foo>x_foo",
                "Connection: X-Stainless-Lang>X-Stainless-Lang",
                "Connection: Cookie>Cookie",
                "Connection: Content-Type>Content-Type",
            })
    void dropsWhatConnectionNames(String connection, String name) {
        RequestHead head =
                Arrivals.get("/").field(name, "application/grpc").lines(connection).head();
        assertThat(head.fields().size()).isZero();
        assertThat(head.withheld().size()).isZero();
        assertThat(head.kind()).isEqualTo(RequestKind.HTTP);
    }

    @Test
    void connectionDropsNoOtherName() {
        RequestHead head =
                Arrivals.get("/").lines("Connection: x-abc|x-abd: 1|y-abc: 2|x-ab: 3").head();
        assertThat(head.fields().size()).isEqualTo(3);
    }

    @Test
    void connectionReachesNothingThatTheGatewayReads() {
        SanitizerRules rules =
                new SanitizerRules(
                        FieldTable.of("X-API-Key", Set.of()),
                        List.of(new AddressRange(new IpAddress(0, 0xFFFFC0000201L), 128)),
                        HeadSizes.DEFAULT,
                        PathRules.STRICT,
                        Set.of(),
                        ServedNames.ANY);
        RequestHead head =
                Arrivals.get("/")
                        .method("POST")
                        .under(rules)
                        .lines("Connection: Host, Content-Length, Authorization, Expect, close")
                        .lines("Connection: X-Forwarded-For, X-Request-Id, X-Raygate-Tenant, TE")
                        .lines("Content-Length: 3|Authorization: Bearer t|Expect: 100-continue")
                        .lines("X-Forwarded-For: 203.0.113.7|X-Request-Id: abc")
                        .head();
        assertThat(head.authority().host()).isEqualTo("api.example.com");
        assertThat(head.contentLength()).isEqualTo(3);
        assertThat(head.expectsContinue()).isTrue();
        assertThat(head.presented()).isEqualTo(new Presented(1, "t", null));
        assertThat(head.origin().address()).isEqualTo("203.0.113.7");
        assertThat(head.origin().requestId()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({"32, true", "33, false"})
    void boundsWhatConnectionNames(int options, boolean passes) {
        Arrivals arrival = Arrivals.get("/").field("Connection", "x,".repeat(options - 1) + "x");
        assertThat(arrival.decision() instanceof Decision.Proceed<RequestHead>).isEqualTo(passes);
    }

    @Test
    void dropsTheConfiguredNames() {
        SanitizerRules rules =
                new SanitizerRules(
                        FieldTable.of("X-Key", Set.of("X-Tenant", "Upstream-Token", "Host")),
                        List.of(),
                        HeadSizes.DEFAULT,
                        PathRules.STRICT,
                        Set.of(),
                        ServedNames.ANY);
        RequestHead head =
                Arrivals.get("/")
                        .under(rules)
                        .lines("x-tenant: a|X_TENANT: b|upstream-token: c|X-Key: k|X-API-Key: l")
                        .head();
        assertThat(head.fields().size()).isZero();
        assertThat(head.withheld().size()).isZero();
        assertThat(head.presented()).isEqualTo(new Presented(1, null, "k"));
        assertThat(head.authority().host()).isEqualTo("api.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", "a:b", "", "a\u0000", "a\t", "(a)", "a/b", "{a}", "a@b", "\u00e9", "a\"b",
                "[", "=", "a,b", "?", "\\", ";", "<", "\u0130", "\u212a"
            })
    void refusesANameThatIsNoToken(String name) {
        assertThat(Arrivals.get("/").field(name, "x").refusal().code())
                .isEqualTo(RejectionCode.MALFORMED_REQUEST);
    }
}
