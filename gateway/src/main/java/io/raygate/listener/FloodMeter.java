package io.raygate.listener;

import java.util.Arrays;

/**
 * Counts the frames of one connection that cost us more than the peer, by kind and second (S-20).
 */
final class FloodMeter {
    /** S-20. */
    static final int MOST = 100;

    private static final long SECOND = 1_000_000_000L;

    /** What is counted apart. */
    enum Kind {
        SETTINGS(0),
        PING(1),
        PRIORITY(2),
        EMPTY_DATA(3),
        WINDOW_UPDATE(4),
        UNKNOWN(5),
        GOAWAY(6);

        private final int place;

        Kind(int place) {
            this.place = place;
        }
    }

    private final int[] counts = new int[Kind.values().length];
    private long windowNanos;
    private long dataSent;
    private long windowUpdates;

    FloodMeter(long nowNanos) {
        windowNanos = nowNanos;
    }

    /** We sent a DATA frame, which the peer may answer with a WINDOW_UPDATE. */
    void sentData() {
        dataSent++;
    }

    /** Whether a WINDOW_UPDATE is one of those that our own DATA explains. */
    boolean isOwed() {
        return ++windowUpdates <= dataSent + MOST;
    }

    /** Counts one more frame; whether that is too many of its kind within a second. */
    boolean isTooMany(Kind kind, long nowNanos) {
        if (nowNanos - windowNanos >= SECOND) {
            windowNanos = nowNanos;
            Arrays.fill(counts, 0);
        }
        return ++counts[kind.place] > MOST;
    }
}
