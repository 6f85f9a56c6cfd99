package io.raygate.forward;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a route's requests are carried. Compiled once per snapshot.
 *
 * @param rewritePrefix what replaces the matched prefix, if anything; the result is checked again
 *     (S-26)
 * @param matchedPrefix the route's prefix, which {@code rewritePrefix} replaces
 * @param application Ray Serve's application, for the gRPC metadata (S-109)
 * @param bodyLimit most bytes of a request body
 * @param released withheld request fields that this route lets through, lower case: names with an
 *     underscore, Ray's own
 * @param cookies names of cookies let through, both ways (S-32, S-36)
 * @param baggage keys of W3C baggage let through
 * @param trailers response trailers let through, lower case; gRPC's own always pass
 * @param setRequest fields set on each request
 * @param removeRequest fields removed from each request, lower case
 * @param forwardedStyle RFC 7239 {@code Forwarded} instead of {@code X-Forwarded-*}
 * @param openai forward the {@code OpenAI-*} and {@code X-Stainless-*} fields
 * @param idempotencyKeyHonoured a POST with an Idempotency-Key may be retried like a PUT (S-85)
 * @param allowReserved paths of Ray's own endpoints may be reached (S-71)
 * @param exposeUpstreamErrors show Ray's tracebacks to the client (S-110)
 */
public record ForwardPolicy(
        Optional<String> rewritePrefix,
        String matchedPrefix,
        Optional<String> application,
        long bodyLimit,
        Timeouts timeouts,
        boolean websocket,
        boolean longStream,
        Set<String> released,
        Set<String> cookies,
        Set<String> baggage,
        Set<String> trailers,
        Map<String, String> setRequest,
        Set<String> removeRequest,
        Map<String, String> setResponse,
        Set<String> removeResponse,
        boolean forwardedStyle,
        boolean openai,
        boolean idempotencyKeyHonoured,
        boolean allowReserved,
        boolean exposeUpstreamErrors,
        List<String> expose,
        boolean serverTiming,
        int retries) {

    /**
     * The durations that bound one exchange (S-79).
     *
     * @param total whole exchange; {@code stream} takes its place for streams
     * @param bodyMinRate bytes a second that a request body must keep after 10 s, 0 switches it off
     */
    public record Timeouts(
            Duration bodyIdle,
            long bodyMinRate,
            Duration clientWrite,
            Duration firstByte,
            Duration responseIdle,
            Duration total,
            Duration stream,
            Duration websocketIdle) {}
}
