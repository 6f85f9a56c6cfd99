package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A refusal as a value, written by the one {@link RejectionWriter}.
 *
 * @param code what the client is told
 * @param reason why, for the log only: never shown to the client
 * @param retryAfterSeconds when trying again makes sense, or -1 where it does not
 * @param allow the Allow field of a 405, otherwise null
 * @param close whether the connection cannot be used further
 * @param failure the upstream failure behind it, in the words of {@code UpstreamFailure}, or null
 * @param exceeded the limit that was hit, or null
 */
public record Rejection(
        RejectionCode code,
        String reason,
        int retryAfterSeconds,
        @Nullable String allow,
        boolean close,
        @Nullable String failure,
        @Nullable Exceeded exceeded) {

    /** A refusal that ends the connection only where its code asks for that. */
    public static Rejection of(RejectionCode code, String reason) {
        return new Rejection(code, reason, -1, null, code.closes(), null, null);
    }

    /** A refusal that ends the connection, whatever its code says about that. */
    public static Rejection closing(RejectionCode code, String reason) {
        return new Rejection(code, reason, -1, null, true, null, null);
    }

    public Rejection retryAfter(int seconds) {
        return new Rejection(code, reason, seconds, allow, close, failure, exceeded);
    }

    public Rejection allowing(String methods) {
        return new Rejection(code, reason, retryAfterSeconds, methods, close, failure, exceeded);
    }

    public Rejection causedBy(String upstreamFailure) {
        return new Rejection(
                code, reason, retryAfterSeconds, allow, close, upstreamFailure, exceeded);
    }

    public Rejection over(Exceeded limit) {
        return new Rejection(code, reason, retryAfterSeconds, allow, close, failure, limit);
    }
}
