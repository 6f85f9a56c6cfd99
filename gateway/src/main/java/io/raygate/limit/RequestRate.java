package io.raygate.limit;

import java.time.Duration;

/**
 * So many in a time, as a bucket that fills at an even pace.
 *
 * @param permits 1 or more in each {@code period}
 * @param burst how many the full bucket holds, 1 or more
 */
public record RequestRate(long permits, Duration period, long burst) {
    private static final long MOST_PER_SECOND = 10_000_000;

    public RequestRate {
        if (permits < 1 || burst < 1 || period.toNanos() < 1) {
            throw new IllegalArgumentException("needed: positive numbers");
        }
        if (permits / Math.max(1, period.toSeconds()) > MOST_PER_SECOND) {
            throw new IllegalArgumentException("needed: at most 10,000,000 per second");
        }
    }

    /**
     * What one takes to fill again; rounded up, so that a bucket never gives more than it should.
     */
    long intervalNanos() {
        return Math.ceilDiv(period.toNanos(), permits);
    }

    /** What the whole bucket takes to fill. */
    long capacityNanos() {
        return Math.multiplyExact(burst, intervalNanos());
    }
}
