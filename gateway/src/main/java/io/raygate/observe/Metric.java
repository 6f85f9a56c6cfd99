package io.raygate.observe;

import java.util.List;

/**
 * Every metric of the gateway, its labels and what it means; names get the prefix {@code raygate_}.
 */
enum Metric {
    REQUESTS(Kind.COUNTER, "requests", "Exchanges that ended", "route", "cluster", "status_class"),
    REQUEST_DURATION(
            Kind.HISTOGRAM,
            "request_duration_seconds",
            "From the head to the last byte",
            "route",
            "cluster",
            "status_class"),
    TIME_TO_FIRST_BYTE(
            Kind.HISTOGRAM,
            "time_to_first_byte_seconds",
            "From the head to the first byte of the answer",
            "route",
            "cluster"),
    CHUNK_GAP(
            Kind.HISTOGRAM,
            "chunk_gap_seconds",
            "Between two pieces of a streamed answer",
            "route",
            "cluster"),
    GATEWAY_OVERHEAD(
            Kind.HISTOGRAM,
            "gateway_overhead_seconds",
            "From the head to its first attempt upstream",
            "route",
            "cluster"),
    REQUESTS_OPEN(Kind.GAUGE, "requests_open", "Exchanges in work"),
    BODIES_HELD(
            Kind.GAUGE,
            "bodies_held_bytes",
            "Request bodies that are read before they are sent, of 64 MiB at most"),
    REJECTIONS(Kind.COUNTER, "rejections", "Refusals of the gateway itself", "route", "code"),
    AUTHENTICATIONS(Kind.COUNTER, "authentications", "Credentials judged", "method", "result"),
    TENANT_REQUESTS(
            Kind.COUNTER,
            "tenant_requests",
            "Exchanges of the busiest tenants, the rest as _other",
            "tenant",
            "status_class"),
    TENANT_TOKENS(
            Kind.COUNTER,
            "tenant_tokens",
            "Tokens that the busiest tenants used, the rest as _other",
            "tenant",
            "type"),
    TOKENS(Kind.COUNTER, "tokens", "Tokens that answers cost", "route", "type"),
    SPLIT_WEIGHT(Kind.GAUGE, "split_weight", "Configured weight", "route", "cluster"),
    SPLIT_REQUESTS(
            Kind.COUNTER, "split_requests", "Exchanges sent to a cluster", "route", "cluster"),
    UPSTREAM_FAILURES(
            Kind.COUNTER, "upstream_failures", "Failed attempts by cause", "cluster", "failure"),
    RETRIES(Kind.COUNTER, "retries", "Second attempts", "result"),
    UPSTREAM_CONNECTIONS(
            Kind.GAUGE,
            "upstream_connections",
            "Connections to endpoints, as of the last second",
            "state"),
    UPSTREAM_PENDING(
            Kind.GAUGE,
            "upstream_pending",
            "Exchanges that wait for a connection, as of the last second"),
    ENDPOINTS(Kind.GAUGE, "endpoints", "Endpoints by state", "cluster", "state"),
    EJECTIONS(Kind.COUNTER, "ejections", "Endpoints taken out for failing", "cluster"),
    CLUSTER_PANIC(
            Kind.GAUGE,
            "cluster_panic",
            "1 while so few endpoints are usable that all are used",
            "cluster"),
    CONNECTIONS(Kind.GAUGE, "connections", "Open client connections", "listener", "protocol"),
    CONNECTIONS_REFUSED(
            Kind.COUNTER,
            "connections_refused",
            "Client connections closed before any request",
            "reason"),
    FRAMING_FAULTS(
            Kind.COUNTER,
            "framing_faults",
            "Messages that broke a rule of HTTP",
            "listener",
            "reason"),
    TIMEOUTS(Kind.COUNTER, "timeouts", "Deadlines that passed", "name"),
    HTTP2_GOAWAYS(
            Kind.COUNTER, "http2_goaways", "HTTP/2 connections ended by the gateway", "reason"),
    JWKS_AGE(
            Kind.GAUGE,
            "jwks_age_seconds",
            "Since the keys of an issuer were last fetched; absent before",
            "issuer"),
    JWKS_FETCHES(
            Kind.COUNTER,
            "jwks_fetches",
            "Fetches of an issuer's keys: ok, failed",
            "issuer",
            "result"),
    JWKS_ALERT(
            Kind.GAUGE,
            "jwks_alert",
            "1 once the keys of an issuer could not be fetched for 10 minutes",
            "issuer"),
    API_KEYS(
            Kind.GAUGE,
            "api_keys",
            "Keys of the store by the version of their pepper; 0: imported, without one",
            "pepper"),
    CREDENTIAL_STORE_UP(
            Kind.GAUGE,
            "credential_store_up",
            "1 while the store of credentials answers; absent without one"),
    LIMIT_DECISIONS(
            Kind.COUNTER,
            "limit_decisions",
            "What sets of limits decided: passed, over, shadow (over, not enforced), cut (streams)",
            "limit",
            "result"),
    LIMIT_RESERVED(
            Kind.COUNTER,
            "limit_reserved",
            "What ended requests were expected to use of a set: tokens, GPU seconds, money",
            "limit",
            "measure"),
    LIMIT_SETTLED(Kind.COUNTER, "limit_settled", "What they did use", "limit", "measure"),
    QUOTAS_UNWRITTEN(
            Kind.GAUGE,
            "quotas_unwritten",
            "Quotas of which the store does not know yet what was used; absent without one"),
    LIMIT_STORE_UP(
            Kind.GAUGE,
            "limit_store_up",
            "1 while the store of shared limits answers; absent without one"),
    LIMIT_STORE_EXCHANGES(
            Kind.COUNTER,
            "limit_store_exchanges",
            "Rounds with the store of shared limits: answered, failed",
            "result"),
    CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            "certificate_expiry_timestamp_seconds",
            "End of the certificate that ends first",
            "listener"),
    CERTIFICATE_FRESH(
            Kind.GAUGE,
            "certificate_last_reload_successful",
            "0 while older certificates are shown, since those in the files cannot be used",
            "listener"),
    RELOAD_SUCCESSFUL(
            Kind.GAUGE, "config_last_reload_successful", "0 while the file on disk is refused"),
    RELOAD_TIME(
            Kind.GAUGE,
            "config_last_reload_success_timestamp_seconds",
            "When a configuration was last made effective"),
    LOG_DROPPED(Kind.COUNTER, "log_dropped", "Log lines lost", "log"),
    BUILD(Kind.GAUGE, "build_info", "Always 1", "version", "revision");

    private final Kind kind;
    private final String name;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a copy made by List.of
    private final List<String> labels;

    /** How a metric moves; counters get {@code _total} in their text form. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    Metric(Kind kind, String name, String help, String... labels) {
        this.kind = kind;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    Kind kind() {
        return kind;
    }

    String fullName() {
        return "raygate_" + name;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }
}
