package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from and by which ids it is known.
 *
 * @param address the client's address after walking the trusted hops (S-33), without port
 * @param scheme {@code http} or {@code https} as the client used it
 * @param host whom the client addressed, as a trusted hop tells it, or null: the request's
 *     authority
 * @param trustedHop whether the peer itself is a trusted proxy
 * @param requestId ours, or that of a trusted hop (S-34)
 * @param claimedRequestId what an untrusted client called it, or null
 * @param traceparent W3C trace context to pass on: of a trusted hop, or new
 * @param tracestate of a trusted hop, or null
 */
public record Origin(
        String address,
        String scheme,
        @Nullable String host,
        boolean trustedHop,
        String requestId,
        @Nullable String claimedRequestId,
        String traceparent,
        @Nullable String tracestate) {}
