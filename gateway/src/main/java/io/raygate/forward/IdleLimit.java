package io.raygate.forward;

import java.util.concurrent.TimeUnit;

/**
 * How long an unused connection is trusted: as configured, but half of the shortest time after
 * which the endpoint itself has closed one, and growing back when that is over (S-42).
 */
final class IdleLimit {
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CALM_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final long configuredNanos;
    private long limitNanos;
    private long changedNanos;

    IdleLimit(long configuredNanos) {
        this.configuredNanos = configuredNanos;
        this.limitNanos = configuredNanos;
    }

    /** The limit at a point of the monotonic clock. */
    long nanos(long now) {
        while (limitNanos < configuredNanos && now - changedNanos >= CALM_NANOS) {
            limitNanos = Math.min(configuredNanos, limitNanos * 2);
            changedNanos += CALM_NANOS;
        }
        return limitNanos;
    }

    /** The endpoint has closed a connection that was unused for {@code idleNanos}. */
    void closedAfter(long idleNanos, long now) {
        if (idleNanos < configuredNanos) {
            long least = Math.min(configuredNanos, LEAST_NANOS);
            limitNanos = Math.max(least, Math.min(nanos(now), idleNanos / 2));
            changedNanos = now;
        }
    }
}
