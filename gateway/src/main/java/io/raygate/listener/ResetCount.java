package io.raygate.listener;

import java.time.Duration;

/** Counts the resets of one kind on one connection, in windows of 30 s (S-19). */
final class ResetCount {
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();

    private final int most;
    private long windowNanos;
    private int resets;

    ResetCount(int most) {
        this.most = most;
    }

    /** Counts one more; whether it is one too many. */
    boolean isTooMany(long nowNanos) {
        if (resets == 0 || nowNanos - windowNanos >= WINDOW) {
            windowNanos = nowNanos;
            resets = 0;
        }
        return ++resets > most;
    }
}
