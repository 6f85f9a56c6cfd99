package io.raygate.limit;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of day for windows of the calendar. It goes by the monotonic clock and follows the wall
 * clock at a tenth of the speed, so that a jump of an hour either way begins no window early and
 * keeps none open (S-102), while a clock that was set right is followed in the end. What is wrong
 * by more than a day was never right, and is followed at once. Any thread.
 */
public final class CalendarClock {
    private static final Logger LOG = LoggerFactory.getLogger(CalendarClock.class);
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final long SLOWER = 10;
    private static final long DAY_MILLIS = 86_400_000;

    private final InstantSource wall;
    private final AtomicReference<Anchor> anchor;

    /** What the time of day was at a moment. */
    private record Anchor(long nanos, long millis) {}

    /**
     * @param nanos a monotonic clock
     */
    public CalendarClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.anchor = new AtomicReference<>(new Anchor(nanos.getAsLong(), wall.millis()));
    }

    /** Milliseconds of the epoch at a monotonic moment. */
    long millis(long now) {
        Anchor known = anchor.get();
        long passed = now - known.nanos();
        return passed < LOOK_NANOS
                ? known.millis() + passed / NANOS_A_MILLI
                : looked(known, now, passed / NANOS_A_MILLI);
    }

    private long looked(Anchor known, long now, long passed) {
        long expected = known.millis() + passed;
        long off = wall.millis() - expected;
        boolean wrong = Math.abs(off) > DAY_MILLIS;
        long step = wrong ? off : Math.clamp(off, -passed / SLOWER, passed / SLOWER);
        Anchor next = new Anchor(now, expected + step);
        if (anchor.compareAndSet(known, next) && wrong) {
            LOG.warn("the wall clock moved by {} s: quotas follow it", off / 1000);
        }
        return next.millis();
    }
}
