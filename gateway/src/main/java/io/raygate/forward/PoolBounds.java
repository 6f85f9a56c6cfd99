package io.raygate.forward;

import io.raygate.upstream.PoolSettings;

/** One event loop's part of the bounds of the connections to an endpoint. */
record PoolBounds(
        int connections, int pending, long pendingNanos, long idleNanos, long maxAgeNanos) {

    /** Rounded up, so that the loops together may exceed the settings by less than one each. */
    static PoolBounds of(PoolSettings settings, int loops) {
        return new PoolBounds(
                Math.ceilDiv(settings.connections(), loops),
                Math.ceilDiv(settings.pending(), loops),
                settings.pendingTimeout().toNanos(),
                settings.idle().toNanos(),
                settings.maxAge().toNanos());
    }
}
