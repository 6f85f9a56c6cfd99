package io.raygate.exchange;

/** What the sanitiser does with a header field of a request. */
enum FieldUse {
    /** Goes upstream as it came. */
    FORWARD,
    /** Goes nowhere. */
    DROP,
    /** Goes upstream only if the route releases it. */
    WITHHOLD,
    /** The name is not a token, so the head is not well-formed. */
    MALFORMED,

    // Withheld under one spelling, since Ray Serve reads hyphens and underscores alike.
    MODEL_ID,
    SESSION_ID,

    // Read by the sanitiser and forwarded.
    CONTENT_TYPE,
    HANDSHAKE,

    // Read by the sanitiser and kept out of the forwarded fields.
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    UPGRADE,
    HOP,
    TE,
    EXPECT,
    AUTHORIZATION,
    API_KEY,
    FORWARDED,
    FORWARDED_FOR,
    FORWARDED_PROTO,
    FORWARDED_HOST,
    REQUEST_ID,
    TRACEPARENT,
    TRACESTATE;

    /**
     * What it becomes when the name is spelt with an underscore: never obeyed, at most withheld.
     */
    FieldUse underscored() {
        return switch (this) {
            case FORWARD, WITHHOLD -> WITHHOLD;
            case MODEL_ID, SESSION_ID -> this;
            default -> DROP;
        };
    }
}
