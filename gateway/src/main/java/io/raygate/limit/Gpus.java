package io.raygate.limit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many GPUs one request of a route holds while it is served, in thousandths.
 *
 * @param ofRoute whatever cluster serves it; -1: that of the cluster
 * @param ofClusters by the ids of those that may serve it
 */
public record Gpus(long ofRoute, Map<String, Long> ofClusters) {
    public static final Gpus NONE = new Gpus(0, Map.of());

    private static final long NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_SECOND = 1_000_000;

    public Gpus {
        ofClusters = Map.copyOf(ofClusters);
    }

    private long of(@Nullable String cluster) {
        if (ofRoute >= 0 || cluster == null) {
            return Math.max(0, ofRoute);
        }
        return ofClusters.getOrDefault(cluster, 0L);
    }

    /** The most that it may be, whichever cluster it will be. */
    long most() {
        long most = Math.max(0, ofRoute);
        if (ofRoute < 0) {
            for (long one : ofClusters.values()) {
                most = Math.max(most, one);
            }
        }
        return most;
    }

    /** Thousandths of a GPU second, rounded up. */
    public long milliSeconds(long openNanos, @Nullable String cluster) {
        long micros = Math.max(0, openNanos) / NANOS_A_MICRO;
        return Math.ceilDiv(micros * of(cluster), MICROS_A_SECOND);
    }
}
