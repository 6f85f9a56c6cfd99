package io.raygate.listener;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one duration, in the order in which they were armed, which is the order in which
 * they end: arming and cancelling cost a few links, and looking costs nothing while the first has
 * time.
 */
final class DeadlineList {
    private final String name;
    private final long nanos;
    private final LongSupplier clock;
    private @Nullable Deadline first;
    private @Nullable Deadline last;

    /**
     * @param name of the timeout, for metrics
     * @param clock monotonic nanoseconds
     */
    DeadlineList(String name, Duration duration, LongSupplier clock) {
        this.name = name;
        this.nanos = duration.toNanos();
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** Starts the time of {@code deadline} anew, whatever list it was in. */
    void arm(Deadline deadline) {
        deadline.cancel();
        deadline.enter(this, clock.getAsLong() + nanos);
        deadline.before = last;
        if (last == null) {
            first = deadline;
        } else {
            last.after = deadline;
        }
        last = deadline;
    }

    void remove(Deadline deadline) {
        var before = deadline.before;
        var after = deadline.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        deadline.leave();
    }

    /** Ends all whose time is up. */
    void look() {
        long now = clock.getAsLong();
        for (var due = first; due != null && due.atNanos() - now <= 0; due = first) {
            remove(due);
            due.expire();
        }
    }
}
