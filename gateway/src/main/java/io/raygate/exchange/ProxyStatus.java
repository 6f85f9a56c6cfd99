package io.raygate.exchange;

/** Why the upstream side failed, in the words of RFC 9209, section 2.3. */
final class ProxyStatus {
    private ProxyStatus() {}

    /** The value of {@code Proxy-Status} for a refusal with status 502, 503 or 504. */
    static String of(Rejection rejection) {
        return "raygate; error=" + error(rejection);
    }

    private static String error(Rejection rejection) {
        String failure = rejection.failure();
        return switch (failure == null ? "" : failure) {
            case "DnsFailure" -> "dns_error";
            case "ConnectRefused" -> "connection_refused";
            case "ConnectTimeout" -> "connection_timeout";
            case "Unreachable" -> "destination_ip_unroutable";
            case "PoolFull", "PoolWaitTimeout" -> "connection_limit_reached";
            case "HeadTooLarge" -> "http_response_header_section_size";
            case "UnaskedUpgrade" -> "http_upgrade_failed";
            case "ResponseIdleTimeout" -> "connection_read_timeout";
            case "Truncated" -> "http_response_incomplete";
            default -> byCode(rejection.code());
        };
    }

    private static String byCode(RejectionCode code) {
        return switch (code) {
            case UPSTREAM_CONNECT_FAILED, NO_READY_REPLICA, OVERLOADED -> "destination_unavailable";
            case UPSTREAM_TLS_FAILED -> "tls_protocol_error";
            case UPSTREAM_RESET -> "connection_terminated";
            case UPSTREAM_PROTOCOL_ERROR -> "http_protocol_error";
            case UPSTREAM_BUSY -> "connection_limit_reached";
            case UPSTREAM_TIMEOUT, DEADLINE_EXCEEDED -> "http_response_timeout";
            default -> "proxy_internal_response";
        };
    }
}
