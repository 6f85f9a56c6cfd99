package io.raygate.observe;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Origin;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.RequestHead;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one access-log line, in the names of OpenTelemetry; what is not known is left out.
 */
final class AccessLine {
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final boolean withQuery;

    AccessLine(boolean withQuery) {
        this.withQuery = withQuery;
    }

    void write(JsonBytes json, Exchange exchange, CharSequence time, long endedNanos) {
        Account account = exchange.account();
        json.open();
        json.text("time", time);
        Origin origin = exchange.origin();
        if (origin != null) {
            origin(json, origin);
        }
        RequestHead head = exchange.head();
        if (head != null) {
            request(json, head);
        }
        connection(json, exchange);
        caller(json, account);
        upstream(json, account);
        end(json, exchange, endedNanos);
        json.close();
    }

    private static void origin(JsonBytes json, Origin origin) {
        json.text("request_id", origin.requestId());
        optional(json, "client_request_id", origin.claimedRequestId());
        json.text("trace_id", origin.traceparent().substring(3, 35));
        json.text("client.address", origin.address());
    }

    private void request(JsonBytes json, RequestHead head) {
        json.text("http.request.method", head.method().name());
        json.text("url.path", head.path());
        if (withQuery) {
            optional(json, "url.query", head.query());
        }
        optional(json, "user_agent.original", head.fields().get(HttpHeaders.USER_AGENT));
    }

    private static void connection(JsonBytes json, Exchange exchange) {
        HttpVersion version = exchange.request().version();
        json.text(
                "network.protocol.version",
                version == HttpVersion.HTTP_2
                        ? "2"
                        : version == HttpVersion.HTTP_1_0 ? "1.0" : "1.1");
        SSLSession tls = exchange.request().connection().sslSession();
        if (tls != null) {
            json.text("tls.protocol.version", version(tls.getProtocol()));
        }
        json.text("raygate.listener", exchange.listener());
    }

    /** Without the name of the protocol, as OpenTelemetry writes it: {@code TLSv1.3} is 1.3. */
    private static String version(String protocol) {
        return protocol.startsWith("TLSv") ? protocol.substring(4) : protocol;
    }

    private static void caller(JsonBytes json, Account account) {
        optional(json, "http.route", account.route);
        optional(json, "raygate.tenant", account.tenant);
        optional(json, "raygate.principal", account.principal);
        optional(json, "raygate.auth", account.authentication);
        optional(json, "raygate.credential", account.credential);
    }

    private static void upstream(JsonBytes json, Account account) {
        optional(json, "raygate.cluster", account.cluster);
        optional(json, "server.address", account.endpoint);
        if (account.retries > 0) {
            json.number("raygate.retries", account.retries);
        }
    }

    private static void end(JsonBytes json, Exchange exchange, long endedNanos) {
        Account account = exchange.account();
        json.number(
                "http.response.status_code",
                account.outcome == Outcome.CLIENT_GONE ? CLIENT_CLOSED_REQUEST : account.status);
        json.text("raygate.outcome", account.outcome.word());
        if (account.rejection != null) {
            json.text("raygate.code", account.rejection.code().code());
            json.text("raygate.reason", account.rejection.reason());
        }
        optional(json, "error.type", account.failure);
        json.millis("duration_ms", endedNanos - exchange.startedNanos());
        if (account.firstByteNanos != 0) {
            json.millis("first_byte_ms", account.firstByteNanos - exchange.startedNanos());
        }
        if (account.upstreamStartedNanos != 0) {
            json.millis("upstream_ms", endedNanos - account.upstreamStartedNanos);
        }
        json.number("http.request.body.size", account.requestBytes);
        json.number("http.response.body.size", account.responseBytes);
        optional(json, "gen_ai.request.model", account.model);
        if (account.usage != null) {
            json.number("gen_ai.usage.input_tokens", account.usage.input());
            json.number("gen_ai.usage.output_tokens", account.usage.output());
        }
        json.number("raygate.snapshot", account.snapshotVersion);
    }

    private static void optional(JsonBytes json, String name, @Nullable CharSequence value) {
        if (value != null && !value.isEmpty()) {
            json.text(name, value);
        }
    }
}
