package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision.Proceed;
import io.raygate.exchange.Decision.Refuse;
import java.util.List;
import java.util.Locale;

/** What must hold of every sanitised head, whatever was sent; reads the names from S-27 to S-34. */
final class HeadOracle {
    private static final List<String> NEVER_FORWARDED =
            List.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "x-remote-user",
                    "remote-user",
                    "client-cert",
                    "client-cert-chain",
                    "x-request-timeout-seconds",
                    "x-request-disconnect-disabled",
                    "serve-multiplexed-model-id",
                    "x-session-id",
                    "authorization",
                    "x-api-key",
                    "cookie",
                    "forwarded",
                    "x-real-ip",
                    "true-client-ip",
                    "cf-connecting-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "x-request-id",
                    "traceparent",
                    "tracestate",
                    "baggage",
                    "host",
                    "content-length",
                    "expect",
                    "x-http-method",
                    "x-http-method-override",
                    "x-method-override",
                    "server",
                    "x-powered-by");
    private static final List<String> NEVER_FORWARDED_PREFIXES =
            List.of(
                    "x-raygate-",
                    "x-consumer-",
                    "x-credential-",
                    "x-authenticated-",
                    "x-forwarded-",
                    "x-auth-request-",
                    "x-ssl-",
                    "x-client-cert",
                    "x-serve-router-",
                    "x-ray-",
                    "x-gateway-",
                    "x-slo-",
                    "x-envoy-",
                    "x-litellm-",
                    "x-kong-",
                    "x-accel-",
                    "x-original-",
                    "x-rewrite-",
                    "openai-",
                    "x-stainless-");
    private static final List<String> WITHHELD =
            List.of("cookie", "baggage", "serve-multiplexed-model-id", "x-session-id");

    private HeadOracle() {}

    static void judge(Arrival arrival, SanitizerRules rules, Decision<RequestHead> decision) {
        switch (decision) {
            case Proceed<RequestHead>(var head) -> judgeHead(arrival, rules, head);
            case Refuse<RequestHead>(var rejection) ->
                    assertThat(rejection.code().status()).isBetween(400, 505);
            case Decision.Answer<RequestHead>(var answer) ->
                    assertThat(arrival.target()).isEqualTo("*");
            case Decision.Wait<RequestHead> wait -> throw new AssertionError(wait);
        }
    }

    private static void judgeHead(Arrival arrival, SanitizerRules rules, RequestHead head) {
        assertThat(CanonicalPath.of(head.path(), rules.paths()))
                .isEqualTo(new Proceed<>(head.path()));
        assertThat(head.contentLength()).isGreaterThanOrEqualTo(-1);
        assertThat(arrival.isHttp10() || !head.authority().equals(Authority.NONE)).isTrue();
        assertThat(head.method().name()).isEqualTo(arrival.method());
        assertThat(arrival.fields().getAll("content-type")).hasSizeLessThanOrEqualTo(1);
        if (head.kind() == RequestKind.WEBSOCKET) {
            assertThat(head.fields().only("sec-websocket-key")).isNotNull();
            assertThat(head.fields().only("sec-websocket-version")).hasToString("13");
        }
        judgeFields(head);
        judgeWithheld(head);
        judgeConnection(arrival, head);
        assertThat(head.presented().count()).isEqualTo(credentials(arrival));
        if (!head.origin().trustedHop()) {
            assertThat(head.origin().address()).isEqualTo(arrival.peer().address());
            assertThat(head.origin().tracestate()).isNull();
        }
    }

    private static void judgeFields(RequestHead head) {
        for (int i = 0; i < head.fields().size(); i++) {
            String name = head.fields().name(i).toString();
            String folded = folded(name);
            assertThat(name).isNotEmpty().doesNotContain("_").isPrintable();
            assertThat(NEVER_FORWARDED).doesNotContain(folded);
            assertThat(NEVER_FORWARDED_PREFIXES).noneMatch(folded::startsWith);
        }
    }

    private static void judgeWithheld(RequestHead head) {
        for (int i = 0; i < head.withheld().size(); i++) {
            String name = head.withheld().name(i).toString();
            String folded = folded(name);
            boolean releasable =
                    WITHHELD.contains(folded)
                            || folded.startsWith("openai-")
                            || folded.startsWith("x-stainless-");
            boolean harmless =
                    !NEVER_FORWARDED.contains(folded)
                            && NEVER_FORWARDED_PREFIXES.stream().noneMatch(folded::startsWith);
            assertThat(releasable || (name.contains("_") && harmless)).describedAs(name).isTrue();
        }
    }

    private static void judgeConnection(Arrival arrival, RequestHead head) {
        for (String list : arrival.fields().getAll("connection")) {
            for (String option : list.split(",", -1)) {
                String name = option.replaceAll("^[ \t]+|[ \t]+$", "");
                assertThat(has(head.fields(), name)).describedAs(name).isFalse();
                assertThat(has(head.withheld(), name)).describedAs(name).isFalse();
            }
        }
    }

    private static boolean has(Fields fields, String name) {
        return !name.isEmpty() && fields.get(name) != null;
    }

    private static int credentials(Arrival arrival) {
        return arrival.fields().getAll("authorization").size()
                + arrival.fields().getAll("x-api-key").size();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
