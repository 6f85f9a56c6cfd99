package io.raygate.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields that the gateway itself drops, sets or depends on (security.md sections 1, 4), which
 * no configuration may set or remove. Names compare without case and with {@code _} equal to {@code
 * -}.
 */
final class GovernedFields {
    /** Framing and hop-by-hop (S-28), in both directions. */
    private static final Set<String> FRAMING =
            Set.of(
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
                    "content-length",
                    "host",
                    "expect",
                    "via",
                    "date");

    /** S-27, S-29 to S-34. */
    private static final Set<String> REQUEST =
            Set.of(
                    "x-http-method",
                    "x-http-method-override",
                    "x-method-override",
                    "x-remote-user",
                    "remote-user",
                    "client-cert",
                    "client-cert-chain",
                    "x-request-timeout-seconds",
                    "x-request-disconnect-disabled",
                    "serve-multiplexed-model-id",
                    "x-session-id",
                    "forwarded",
                    "x-real-ip",
                    "true-client-ip",
                    "cf-connecting-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "x-request-id",
                    "traceparent",
                    "tracestate",
                    "baggage");

    private static final List<String> REQUEST_PREFIXES =
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
                    "x-rewrite-");

    /** S-32. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "x-ray-authorization", "cookie");

    /** S-36, and what the gateway's own answers say. */
    private static final Set<String> RESPONSE =
            Set.of(
                    "server",
                    "x-powered-by",
                    "x-sendfile",
                    "alt-svc",
                    "proxy-status",
                    "x-request-id",
                    "set-cookie",
                    "retry-after",
                    "www-authenticate",
                    "strict-transport-security");

    private static final List<String> RESPONSE_PREFIXES =
            List.of("x-ray-", "x-raygate-", "x-envoy-", "x-accel-", "ratelimit", "x-ratelimit-");

    private GovernedFields() {}

    static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isFraming(String name) {
        return FRAMING.contains(comparable(name));
    }

    static boolean isCredential(String name) {
        return CREDENTIALS.contains(comparable(name));
    }

    static boolean inRequests(String name) {
        String it = comparable(name);
        return isFraming(it)
                || isCredential(it)
                || REQUEST.contains(it)
                || REQUEST_PREFIXES.stream().anyMatch(it::startsWith);
    }

    static boolean inResponses(String name) {
        String it = comparable(name);
        return isFraming(it)
                || RESPONSE.contains(it)
                || RESPONSE_PREFIXES.stream().anyMatch(it::startsWith);
    }
}
