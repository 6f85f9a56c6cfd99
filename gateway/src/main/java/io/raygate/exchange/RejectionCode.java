package io.raygate.exchange;

/**
 * Every reason for which the gateway refuses, with the status it answers and the title it shows.
 */
public enum RejectionCode {
    MALFORMED_REQUEST(400, "malformed_request", "The request is not well-formed HTTP"),
    INVALID_PATH(400, "invalid_path", "The path is not in canonical form"),
    INVALID_HOST(400, "invalid_host", "The Host is missing, repeated or not valid"),
    INVALID_BODY(400, "invalid_body", "The body is broken"),
    UPGRADE_NOT_ALLOWED(400, "upgrade_not_allowed", "This upgrade is not possible here"),
    MULTIPLE_CREDENTIALS(400, "multiple_credentials", "More than one credential was sent"),
    AUTHENTICATION_REQUIRED(401, "authentication_required", "A credential is needed"),
    INVALID_TOKEN(401, "invalid_token", "The token is not valid"),
    TOKEN_EXPIRED(401, "token_expired", "The token has expired"),
    INVALID_API_KEY(401, "invalid_api_key", "The API key is not valid"),
    API_KEY_EXPIRED(401, "api_key_expired", "The API key has expired"),
    INSUFFICIENT_SCOPE(
            403, "insufficient_scope", "The credential lacks a scope that this route needs"),
    ADDRESS_NOT_ALLOWED(
            403, "address_not_allowed", "The credential may not be used from this address"),
    TENANT_UNKNOWN(403, "tenant_unknown", "The credential's tenant is not known"),
    TENANT_SUSPENDED(403, "tenant_suspended", "The tenant is suspended"),
    NOT_FOUND(404, "not_found", "Nothing is here"),
    MODEL_NOT_FOUND(404, "model_not_found", "The model does not exist"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "The method is not allowed here"),
    CLIENT_TOO_SLOW(408, "client_too_slow", "The request came too slowly"),
    REQUEST_TOO_LARGE(413, "request_too_large", "The body is larger than this route allows"),
    REQUEST_EXCEEDS_LIMIT(
            413, "request_exceeds_limit", "The request needs more than its limit ever holds"),
    URI_TOO_LONG(414, "uri_too_long", "The request line is too long"),
    UNSUPPORTED_ENCODING(415, "unsupported_encoding", "The body must not be encoded on this route"),
    EXPECTATION_FAILED(417, "expectation_failed", "Only 100-continue can be expected"),
    MISDIRECTED_REQUEST(421, "misdirected_request", "This connection serves another name"),
    AUTH_THROTTLED(429, "auth_throttled", "Too many failed credentials"),
    RATE_LIMIT_EXCEEDED(429, "rate_limit_exceeded", "Too many requests"),
    QUOTA_EXCEEDED(429, "quota_exceeded", "The quota of this period is used up"),
    CONCURRENCY_LIMIT_EXCEEDED(
            429, "concurrency_limit_exceeded", "Too many requests at the same time"),
    HEADERS_TOO_LARGE(431, "headers_too_large", "The header fields are too large"),
    INTERNAL_ERROR(500, "internal_error", "The gateway failed"),
    METHOD_UNKNOWN(501, "method_unknown", "The method is not known"),
    UPSTREAM_CONNECT_FAILED(502, "upstream_connect_failed", "The upstream cannot be reached"),
    UPSTREAM_TLS_FAILED(502, "upstream_tls_failed", "The upstream's identity cannot be verified"),
    UPSTREAM_RESET(502, "upstream_reset", "The upstream closed before it answered"),
    UPSTREAM_PROTOCOL_ERROR(502, "upstream_protocol_error", "The upstream's answer is not valid"),
    OVERLOADED(503, "overloaded", "No capacity in time"),
    NO_READY_REPLICA(503, "no_ready_replica", "Nothing is ready to serve this"),
    UPSTREAM_BUSY(503, "upstream_busy", "All upstream connections are in use"),
    GATEWAY_OVERLOADED(503, "gateway_overloaded", "The gateway is short of memory"),
    DRAINING(503, "draining", "The gateway is shutting down"),
    KEY_SET_UNAVAILABLE(503, "key_set_unavailable", "The keys of the token's issuer are not there"),
    LIMIT_STORE_UNAVAILABLE(503, "limit_store_unavailable", "The limits that apply are not known"),
    CREDENTIAL_STORE_UNAVAILABLE(
            503, "credential_store_unavailable", "The store of credentials does not answer"),
    UPSTREAM_TIMEOUT(504, "upstream_timeout", "The upstream did not answer in time"),
    DEADLINE_EXCEEDED(504, "deadline_exceeded", "The request took longer than allowed"),
    VERSION_NOT_SUPPORTED(505, "version_not_supported", "This HTTP version is not supported");

    private final int status;
    private final String code;
    private final String title;

    RejectionCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** Whether bytes behind the refused head or body cannot be trusted, or are not waited for. */
    public boolean closes() {
        return switch (this) {
            case MALFORMED_REQUEST,
                    INVALID_PATH,
                    INVALID_HOST,
                    INVALID_BODY,
                    UPGRADE_NOT_ALLOWED,
                    CLIENT_TOO_SLOW,
                    VERSION_NOT_SUPPORTED ->
                    true;
            default -> false;
        };
    }

    /** The stable word that clients and metrics see. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }
}
