package io.raygate.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;

/** The header fields of the gateway's own answers: RFC 9110, RFC 6750, RFC 9209. */
final class AnswerFields {
    private static final CharSequence CODE = AsciiString.cached("x-raygate-code");
    private static final CharSequence REQUEST_ID = AsciiString.cached("x-request-id");
    private static final CharSequence NOSNIFF = AsciiString.cached("x-content-type-options");
    private static final CharSequence PROXY_STATUS = AsciiString.cached("proxy-status");
    private static final CharSequence RETRY_AFTER_MS = AsciiString.cached("retry-after-ms");
    private static final CharSequence SHOULD_RETRY = AsciiString.cached("x-should-retry");
    private static final CharSequence GRPC_STATUS = AsciiString.cached("grpc-status");
    private static final CharSequence GRPC_MESSAGE = AsciiString.cached("grpc-message");
    private static final CharSequence GRPC_PUSHBACK = AsciiString.cached("grpc-retry-pushback-ms");

    private AnswerFields() {}

    /** What every answer of our own carries. */
    static void addOwn(Exchange exchange) {
        MultiMap headers = exchange.request().response().headers();
        Origin origin = exchange.origin();
        if (origin != null) {
            headers.set(REQUEST_ID, origin.requestId());
        }
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(NOSNIFF, "nosniff");
        Hsts.add(exchange.request());
    }

    /** What a refusal with a status and a body of its own carries besides. */
    static void addRefusal(Exchange exchange, Rejection rejection) {
        MultiMap headers = exchange.request().response().headers();
        RejectionCode code = rejection.code();
        boolean problem = RejectionBody.isProblem(code, exchange.account().style);
        headers.set(CODE, code.code());
        headers.set(
                HttpHeaders.CONTENT_TYPE,
                problem ? "application/problem+json" : "application/json");
        addChallenge(headers, code);
        addByStatus(headers, rejection);
        addWaiting(headers, exchange.account().style, rejection);
        if (rejection.close() && exchange.request().version() != HttpVersion.HTTP_2) {
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** RFC 6750, 3: no error code where no credential was sent. */
    private static void addChallenge(MultiMap headers, RejectionCode code) {
        if (code == RejectionCode.AUTHENTICATION_REQUIRED) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, Challenge.BEARER);
        } else if (code == RejectionCode.INSUFFICIENT_SCOPE) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, Challenge.INSUFFICIENT_SCOPE);
        } else if (code.status() == 401) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, Challenge.INVALID_TOKEN);
        }
    }

    private static void addByStatus(MultiMap headers, Rejection rejection) {
        switch (rejection.code().status()) {
            case 405 ->
                    headers.set(
                            HttpHeaders.ALLOW, rejection.allow() == null ? "" : rejection.allow());
            case 502, 503, 504 -> headers.set(PROXY_STATUS, ProxyStatus.of(rejection));
            default -> {}
        }
    }

    private static void addWaiting(MultiMap headers, RejectionStyle style, Rejection rejection) {
        RejectionCode code = rejection.code();
        int seconds = retryAfter(rejection);
        boolean alike = RejectionBody.isAlikeEverywhere(code);
        if (seconds >= 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
            if (alike || style == RejectionStyle.OPENAI) {
                headers.set(RETRY_AFTER_MS, Long.toString(seconds * 1000L));
            }
        }
        if (style == RejectionStyle.OPENAI && !alike && OpenAiError.isRetryUseless(code)) {
            headers.set(SHOULD_RETRY, "false");
        }
    }

    /** S-109: everything in one head, which ends the stream. */
    static void addGrpc(Exchange exchange, Rejection rejection) {
        MultiMap headers = exchange.request().response().headers();
        headers.set(CODE, rejection.code().code());
        headers.set(HttpHeaders.CONTENT_TYPE, "application/grpc");
        headers.set(GRPC_STATUS, GrpcStatus.of(rejection.code()));
        headers.set(GRPC_MESSAGE, rejection.code().code());
        int seconds = retryAfter(rejection);
        if (seconds >= 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
            headers.set(GRPC_PUSHBACK, Long.toString(seconds * 1000L));
        }
    }

    /** Whole seconds, or -1: 429 and 503 always say when to come again. */
    static int retryAfter(Rejection rejection) {
        int status = rejection.code().status();
        boolean always = status == 429 || status == 503;
        return rejection.retryAfterSeconds() < 0 && always ? 1 : rejection.retryAfterSeconds();
    }
}
