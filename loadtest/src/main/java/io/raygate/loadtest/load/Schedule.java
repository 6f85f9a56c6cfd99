package io.raygate.loadtest.load;

import java.time.Duration;

/**
 * When each arrival is due: evenly spaced, the first at once.
 *
 * @param rate arrivals a second, above 0
 * @param warmup how long at the start nothing is measured; the load is the same
 * @param duration how long is measured after that
 */
public record Schedule(double rate, Duration warmup, Duration duration) {

    public Schedule {
        if (!(rate > 0) || rate > 1_000_000) {
            throw new IllegalArgumentException("rate must be above 0 and at most 1000000 a second");
        }
        if (warmup.isNegative() || !duration.isPositive()) {
            throw new IllegalArgumentException("duration must be above 0");
        }
    }

    /** Arrivals in all: as many as are due before the end. */
    public long arrivals() {
        return (long) Math.ceil(rate * total().toNanos() / 1e9 - 1e-9);
    }

    /** Nanoseconds from the start until the given arrival, counted from 0, is due. */
    public long dueNanos(long arrival) {
        return (long) (arrival * 1e9 / rate);
    }

    public Duration total() {
        return warmup.plus(duration);
    }
}
