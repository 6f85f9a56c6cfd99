package io.raygate.listener;

import java.time.Duration;

/** Counts the streams that were refused on one connection, in windows of 30 s (S-19). */
final class RefusedStreams {
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();

    private final int most;
    private long windowNanos;
    private int refused;

    RefusedStreams(int most) {
        this.most = most;
    }

    /** Counts one more; whether it is one too many. */
    boolean isTooMany(long nowNanos) {
        if (refused == 0 || nowNanos - windowNanos >= WINDOW) {
            windowNanos = nowNanos;
            refused = 0;
        }
        return ++refused > most;
    }
}
