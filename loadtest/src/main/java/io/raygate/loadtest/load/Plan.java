package io.raygate.loadtest.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A whole run: where to, how fast, and what. */
public record Plan(Target target, Schedule schedule, Mode mode, Content content, Bounds bounds) {

    /**
     * What each arrival sends.
     *
     * @param protocol for {@link Mode#REQUEST} and {@link Mode#EVENTS}; the others speak HTTP/1.1
     * @param method the method, GET when {@code body} is empty as a rule
     * @param body the body, or the WebSocket message
     * @param headers added to each request
     * @param tokens bearer credentials used in turn; empty: none
     * @param forged whether each token gets a signature that nobody made
     */
    public record Content(
            Protocol protocol,
            String method,
            String body,
            Map<String, String> headers,
            List<String> tokens,
            boolean forged) {}

    /**
     * What the run may use.
     *
     * @param connections at most this many at once, over all loops; for {@link Mode#IDLE} exactly
     *     as many are wanted
     * @param perAddress idle connections from one source address in 127.0.0.0/8 before the next one
     *     is used
     * @param open arrivals started and not ended at most; those due beyond that are counted, not
     *     started
     * @param loops event loops, 1 or more
     * @param grace how long after the end answers are waited for
     * @param insecure whether any server certificate will do
     */
    public record Bounds(
            int connections,
            int perAddress,
            int open,
            int loops,
            Duration grace,
            boolean insecure) {}
}
