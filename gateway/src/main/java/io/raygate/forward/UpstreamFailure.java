package io.raygate.forward;

import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;

/**
 * What can go wrong between the gateway and an endpoint, and what follows from it (security.md,
 * section 13): the refusal where no answer has begun, whether another attempt is allowed, and whose
 * fault it is (S-87).
 */
public enum UpstreamFailure {
    DNS_FAILURE(RejectionCode.UPSTREAM_CONNECT_FAILED, Retry.NOT_STARTED, Blame.UPSTREAM),
    CONNECT_REFUSED(RejectionCode.UPSTREAM_CONNECT_FAILED, Retry.NOT_STARTED, Blame.UPSTREAM),
    CONNECT_TIMEOUT(RejectionCode.UPSTREAM_CONNECT_FAILED, Retry.NOT_STARTED, Blame.UPSTREAM),
    UNREACHABLE(RejectionCode.UPSTREAM_CONNECT_FAILED, Retry.NOT_STARTED, Blame.UPSTREAM),
    TLS_FAILURE(RejectionCode.UPSTREAM_TLS_FAILED, Retry.OTHER_ENDPOINT, Blame.UPSTREAM),
    NO_READY_ENDPOINT(RejectionCode.NO_READY_REPLICA, Retry.NEVER, Blame.NOBODY),
    POOL_FULL(RejectionCode.UPSTREAM_BUSY, Retry.NEVER, Blame.NOBODY),
    POOL_WAIT_TIMEOUT(RejectionCode.UPSTREAM_BUSY, Retry.NEVER, Blame.NOBODY),
    CLOSED_BEFORE_ANSWER(RejectionCode.UPSTREAM_RESET, Retry.REUSED_CONNECTION, Blame.UPSTREAM),
    RESET_BEFORE_ANSWER(RejectionCode.UPSTREAM_RESET, Retry.REUSED_CONNECTION, Blame.UPSTREAM),
    STREAM_REFUSED(RejectionCode.UPSTREAM_RESET, Retry.UNPROCESSED, Blame.UPSTREAM),
    MALFORMED(RejectionCode.UPSTREAM_PROTOCOL_ERROR, Retry.NEVER, Blame.UPSTREAM),
    HEAD_TOO_LARGE(RejectionCode.UPSTREAM_PROTOCOL_ERROR, Retry.NEVER, Blame.UPSTREAM),
    UNASKED_UPGRADE(RejectionCode.UPSTREAM_PROTOCOL_ERROR, Retry.NEVER, Blame.UPSTREAM),
    TOO_MANY_INTERIM(RejectionCode.UPSTREAM_PROTOCOL_ERROR, Retry.NEVER, Blame.UPSTREAM),
    /** The upstream asked the gateway for proxy credentials. */
    PROXY_AUTHENTICATION(RejectionCode.UPSTREAM_PROTOCOL_ERROR, Retry.NEVER, Blame.UPSTREAM),
    FIRST_BYTE_TIMEOUT(RejectionCode.UPSTREAM_TIMEOUT, Retry.NEVER, Blame.UPSTREAM),
    /** Ray Serve's own time limit. */
    SERVE_TIMEOUT(RejectionCode.UPSTREAM_TIMEOUT, Retry.NEVER, Blame.NOBODY),
    DEADLINE_EXCEEDED(RejectionCode.DEADLINE_EXCEEDED, Retry.NEVER, Blame.NOBODY),
    /** Nothing was said on a WebSocket for too long. */
    TUNNEL_IDLE_TIMEOUT(RejectionCode.DEADLINE_EXCEEDED, Retry.NEVER, Blame.NOBODY),
    /** The caller of a WebSocket may not have it any longer. */
    GRANT_LOST(RejectionCode.AUTHENTICATION_REQUIRED, Retry.NEVER, Blame.NOBODY),
    /** The gateway ends before the exchange does. */
    DRAINED(RejectionCode.DRAINING, Retry.NEVER, Blame.NOBODY),
    RESPONSE_IDLE_TIMEOUT(RejectionCode.UPSTREAM_TIMEOUT, Retry.NEVER, Blame.UPSTREAM),
    TRUNCATED(RejectionCode.UPSTREAM_RESET, Retry.NEVER, Blame.UPSTREAM),
    RESET_MID_BODY(RejectionCode.UPSTREAM_RESET, Retry.NEVER, Blame.UPSTREAM),
    /** Ray Serve's queue is full. */
    BACKPRESSURE(RejectionCode.OVERLOADED, Retry.NEVER, Blame.NOBODY),
    CLIENT_GONE(RejectionCode.MALFORMED_REQUEST, Retry.NEVER, Blame.CLIENT),
    /** The client does not read its answer. */
    CLIENT_WRITE_TIMEOUT(RejectionCode.CLIENT_TOO_SLOW, Retry.NEVER, Blame.CLIENT),
    CLIENT_BODY_BROKEN(RejectionCode.INVALID_BODY, Retry.NEVER, Blame.CLIENT),
    CLIENT_BODY_SLOW(RejectionCode.CLIENT_TOO_SLOW, Retry.NEVER, Blame.CLIENT),
    CLIENT_BODY_TOO_LARGE(RejectionCode.REQUEST_TOO_LARGE, Retry.NEVER, Blame.CLIENT);

    /** When another attempt cannot execute a request twice (S-84). */
    enum Retry {
        NEVER,
        /** Case (a): connecting failed. */
        NOT_STARTED,
        /** As (a), but only where there is another endpoint. */
        OTHER_ENDPOINT,
        /** Case (b): a reused connection ended before any byte of the answer. */
        REUSED_CONNECTION,
        /** Case (c): HTTP/2 says that it was not processed. */
        UNPROCESSED
    }

    /** Who is at fault; only the upstream's faults eject an endpoint. */
    enum Blame {
        UPSTREAM,
        CLIENT,
        NOBODY
    }

    private final RejectionCode code;
    private final Retry retry;
    private final Blame blame;
    private final String word;

    UpstreamFailure(RejectionCode code, Retry retry, Blame blame) {
        this.word = camelCase(name());
        this.code = code;
        this.retry = retry;
        this.blame = blame;
    }

    private static String camelCase(String constant) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            boolean first = i == 0 || constant.charAt(i - 1) == '_';
            if (c != '_') {
                word.append(first ? c : (char) (c + 'a' - 'A'));
            }
        }
        return word.toString();
    }

    /** The name in logs and metrics, as in security.md, section 13: {@code ConnectRefused}. */
    public String word() {
        return word;
    }

    Retry retry() {
        return retry;
    }

    /** Whether no connection came about, so that even another cluster may be asked (S-86). */
    boolean isConnectFailure() {
        return retry == Retry.NOT_STARTED;
    }

    boolean blamesUpstream() {
        return blame == Blame.UPSTREAM;
    }

    boolean blamesClient() {
        return blame == Blame.CLIENT;
    }

    /** The refusal where no byte of an answer has been sent. */
    Rejection rejection() {
        Rejection plain =
                blame == Blame.CLIENT ? Rejection.closing(code, word) : Rejection.of(code, word);
        return switch (this) {
            case NO_READY_ENDPOINT -> plain.retryAfter(30).causedBy(word);
            case POOL_FULL, POOL_WAIT_TIMEOUT -> plain.retryAfter(1).causedBy(word);
            default -> plain.causedBy(word);
        };
    }
}
