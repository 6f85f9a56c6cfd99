package io.raygate.loadtest.serve.cluster;

import org.jspecify.annotations.Nullable;

/**
 * How Serve refuses when a queue is full.
 *
 * @param retryAfterSeconds value of {@code retry-after}, or null for none
 */
public record Backpressure(int status, @Nullable Integer retryAfterSeconds) {
    /** Serve's default: 503 without a hint. */
    public static final Backpressure DEFAULT = new Backpressure(503, null);
}
