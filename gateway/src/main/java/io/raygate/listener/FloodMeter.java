package io.raygate.listener;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Counts the frames of one connection that cost us more than the peer, by type and second (S-20).
 */
final class FloodMeter {
    /** S-20. */
    static final int MOST = 100;

    private static final long SECOND = 1_000_000_000L;
    private static final int WINDOW_UPDATE = 8;

    /** The first type that HTTP/2 itself does not know; all of them are counted together. */
    private static final int UNKNOWN = 10;

    private final LongSupplier nanos;
    private final ResetCount resets;
    private final int[] counts = new int[UNKNOWN + 1];
    private long windowNanos;
    private long dataSent;
    private long streamsWidened;
    private long connectionWidened;

    /**
     * @param nanos a monotonic clock
     * @param resets how many are borne in 30 s
     */
    FloodMeter(LongSupplier nanos, int resets) {
        this.nanos = nanos;
        this.resets = new ResetCount(resets);
        this.windowNanos = nanos.getAsLong();
    }

    /** We sent a DATA frame, which the peer may answer with two WINDOW_UPDATE. */
    void sentData() {
        dataSent++;
    }

    /**
     * Counts a WINDOW_UPDATE of a stream, or of the connection (0); too many are those that our own
     * DATA does not explain.
     */
    boolean isTooManyWidenings(int stream) {
        long widened = stream == 0 ? ++connectionWidened : ++streamsWidened;
        return widened > dataSent + MOST && isTooMany(WINDOW_UPDATE);
    }

    /** Counts a RST_STREAM, whatever its stream. */
    boolean isTooManyResets() {
        return resets.isTooMany(nanos.getAsLong());
    }

    /** Counts one more frame; whether that is too many of its type within a second. */
    boolean isTooMany(int type) {
        long nowNanos = nanos.getAsLong();
        if (nowNanos - windowNanos >= SECOND) {
            windowNanos = nowNanos;
            Arrays.fill(counts, 0);
        }
        return ++counts[Math.min(type, UNKNOWN)] > MOST;
    }
}
