package io.raygate.observe;

import io.raygate.exchange.StreamGaps;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations in fixed buckets. Recording takes no lock and may come from every event loop at
 * once.
 */
final class DurationHistogram implements StreamGaps.Recorder {
    private static final double[] BOUNDS_SECONDS = {
        0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
        60, 300, 3600
    };
    private static final long[] BOUNDS_NANOS = new long[BOUNDS_SECONDS.length];

    static {
        for (int i = 0; i < BOUNDS_SECONDS.length; i++) {
            BOUNDS_NANOS[i] = (long) (BOUNDS_SECONDS[i] * 1e9);
        }
    }

    private final LongAdder[] counts = new LongAdder[BOUNDS_NANOS.length + 1];
    private final LongAdder sum = new LongAdder();

    DurationHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    @Override
    public void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    /** Upper bounds in seconds, the last one infinite. */
    static double[] upperBounds() {
        double[] bounds = Arrays.copyOf(BOUNDS_SECONDS, BOUNDS_SECONDS.length + 1);
        bounds[BOUNDS_SECONDS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /** Each bucket's own count, in the order of {@link #upperBounds}. */
    long[] counts() {
        long[] read = new long[counts.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = counts[i].sum();
        }
        return read;
    }

    boolean isEmpty() {
        return Arrays.stream(counts).allMatch(count -> count.sum() == 0);
    }

    double sumSeconds() {
        return sum.sum() / 1e9;
    }
}
