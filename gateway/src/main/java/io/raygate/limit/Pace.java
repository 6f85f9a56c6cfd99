package io.raygate.limit;

import java.time.Duration;

/**
 * So much in a time, as a bucket that fills at an even pace.
 *
 * @param permits 1 or more in each {@code period}
 * @param burst how much the full bucket holds, 1 or more
 */
public record Pace(long permits, Duration period, long burst) implements Allowance {
    /** Of permits and of burst: with them all that is computed of them fits a long. */
    public static final long MOST = 1_000_000_000;

    private static final long LONGEST_FILL = Duration.ofDays(366).toNanos();

    public Pace {
        boolean positive = permits >= 1 && burst >= 1 && period.toNanos() >= permits;
        if (!positive || permits > MOST || burst > MOST) {
            throw new IllegalArgumentException("needed: 1 to 1,000,000,000, one a nanosecond");
        }
        if (new Filling(permits, period.toNanos(), burst).capacity() > LONGEST_FILL) {
            throw new IllegalArgumentException("needed: a burst that fills in 366 days");
        }
    }

    @Override
    public long most() {
        return burst;
    }

    /** One of so many; rounded up to what can be taken at all. */
    Pace part(int parts) {
        long least = Math.ceilDiv(burst, parts);
        Duration slower = period.multipliedBy(parts);
        boolean fills = (double) least / permits * slower.toNanos() < LONGEST_FILL;
        return new Pace(permits, fills ? slower : period, least);
    }

    Filling filling() {
        return new Filling(permits, period.toNanos(), burst);
    }
}
