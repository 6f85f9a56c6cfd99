package io.raygate.limit;

import java.time.Duration;

/**
 * How a bucket fills: amounts as the nanoseconds that they take, by whole numbers. Whatever needs a
 * division to know is computed once, and most paces need none afterwards.
 */
final class Filling {
    /** What fills later than this never counts as less. */
    static final long FOREVER = Duration.ofDays(3660).toNanos();

    private static final long MOST_AMOUNT = 9 * Pace.MOST;

    private final long permits;
    private final long whole;
    private final long rest;
    private final long most;
    private final long capacity;

    /**
     * @param permits at most {@link Pace#MOST} in each {@code period} of nanoseconds, which is no
     *     less
     */
    Filling(long permits, long period, long burst) {
        this.permits = permits;
        this.whole = period / permits;
        this.rest = period % permits;
        this.most = Math.min(MOST_AMOUNT, FOREVER / (whole + 1));
        this.capacity = nanos(burst);
    }

    /**
     * What so much takes to fill again; rounded up, so that a bucket never gives more than it
     * should.
     */
    long nanos(long amount) {
        if (amount > most) {
            return FOREVER;
        }
        return rest == 0 ? amount * whole : amount * whole + Math.ceilDiv(amount * rest, permits);
    }

    /** What the whole bucket takes to fill. */
    long capacity() {
        return capacity;
    }

    /**
     * How much fills in a time; rounded down.
     *
     * @param nanos at most {@link #capacity}
     */
    long filledIn(long nanos) {
        if (rest == 0) {
            return nanos / whole;
        }
        long near = (long) (nanos / (whole + (double) rest / permits));
        while (nanos(near) > nanos) {
            near--;
        }
        while (nanos(near + 1) <= nanos) {
            near++;
        }
        return near;
    }

    /** The same, rounded up. */
    long begunIn(long nanos) {
        long filled = filledIn(nanos);
        return nanos(filled) == nanos ? filled : filled + 1;
    }
}
