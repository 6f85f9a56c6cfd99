package io.raygate.loadtest.serve.time;

import java.time.Duration;
import java.time.Instant;

/** The clock and the scheduler of one simulated cluster; used on the cluster's event loop only. */
public interface Timeline {

    /** Monotonic nanoseconds from an arbitrary origin. */
    long nanos();

    /** Wall-clock time, for dates and journals. */
    Instant now();

    /** Runs {@code action} once on the event loop after {@code delay}, which is zero or more. */
    Timer after(Duration delay, Runnable action);

    /** Runs {@code action} again and again, first after one {@code period}. */
    default Timer every(Duration period, Runnable action) {
        return new Repeater(this, period, action).start();
    }

    /** Something that was scheduled. */
    @FunctionalInterface
    interface Timer {
        /** Drops the action if it did not run yet; harmless afterwards and when called twice. */
        void cancel();
    }
}
