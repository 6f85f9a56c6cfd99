package io.raygate.limit;

import java.time.Duration;

/**
 * So much in a time, as a bucket that fills at an even pace.
 *
 * @param permits 1 or more in each {@code period}
 * @param burst how much the full bucket holds, 1 or more
 */
public record Pace(long permits, Duration period, long burst) implements Allowance {
    /** Of permits and of burst: with them all that is computed here fits a long. */
    public static final long MOST = 1_000_000_000;

    /** What fills later than this never counts as less. */
    static final long FOREVER = Duration.ofDays(3660).toNanos();

    private static final long LONGEST_FILL = Duration.ofDays(366).toNanos();
    private static final long MOST_AMOUNT = 9 * MOST;

    public Pace {
        boolean positive = permits >= 1 && burst >= 1 && period.toNanos() >= permits;
        if (!positive || permits > MOST || burst > MOST) {
            throw new IllegalArgumentException("needed: 1 to 1,000,000,000, one a nanosecond");
        }
        if (nanos(burst, permits, period.toNanos()) > LONGEST_FILL) {
            throw new IllegalArgumentException("needed: a burst that fills in 366 days");
        }
    }

    @Override
    public long most() {
        return burst;
    }

    /**
     * What so much takes to fill again; rounded up, so that a bucket never gives more than it
     * should.
     */
    long nanos(long amount) {
        return nanos(amount, permits, period.toNanos());
    }

    private static long nanos(long amount, long permits, long period) {
        long bounded = Math.min(amount, MOST_AMOUNT);
        long whole = period / permits;
        return bounded > FOREVER / (whole + 1)
                ? FOREVER
                : bounded * whole + Math.ceilDiv(bounded * (period % permits), permits);
    }

    /** What the whole bucket takes to fill. */
    long capacityNanos() {
        return nanos(burst);
    }

    /**
     * How much fills in a time; rounded down.
     *
     * @param nanos at most {@link #capacityNanos}
     */
    long filledIn(long nanos) {
        long near = (long) ((double) nanos * permits / period.toNanos());
        while (nanos(near) > nanos) {
            near--;
        }
        while (nanos(near + 1) <= nanos) {
            near++;
        }
        return near;
    }
}
