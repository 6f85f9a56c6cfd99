package io.raygate.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A wall clock and a monotonic clock that move only when told, together or the wall clock alone.
 */
public final class ManualClock implements InstantSource, LongSupplier {

    /** Near the end of its range: monotonic clocks may overflow, and code must not mind. */
    private long nanos = Long.MAX_VALUE - 1_000_000_000;

    private Instant wall = Instant.parse("2026-11-24T12:00:00Z");

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public synchronized long getAsLong() {
        return nanos;
    }

    public synchronized void advance(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** What an operator or a time server does: the monotonic clock does not notice (S-102). */
    public synchronized void jumpWall(Duration time) {
        wall = wall.plus(time);
    }
}
