package io.raygate.loadtest.load;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Starts one loop's part of the arrivals, never before they are due. When it wakes late it starts
 * all that are due by then, and each still counts from its own due time.
 */
final class Pacer {
    /** Arrivals started in one go before answers get their turn on the loop. */
    private static final int BURST = 64;

    /** Runs something on this pacer's loop, once, after a number of nanoseconds. */
    interface Timer {
        void after(long nanos, Runnable what);
    }

    private final Schedule schedule;
    private final int loops;
    private final LongSupplier nanos;
    private final Timer timer;
    private long next;

    /**
     * The pacer of loop {@code first} out of {@code loops}; {@code nanos} is a clock like
     * System.nanoTime.
     */
    Pacer(Schedule schedule, Share share, LongSupplier nanos, Timer timer) {
        this.schedule = schedule;
        this.next = share.loop();
        this.loops = share.loops();
        this.nanos = nanos;
        this.timer = timer;
    }

    /** Which of the arrivals are one loop's: each {@code loops}-th from number {@code loop} on. */
    record Share(int loop, int loops) {}

    /**
     * Begins; {@code begin} is the clock's value at which the schedule starts. {@code arrival}
     * receives the clock's value at which each arrival was due, {@code done} is called once after
     * the schedule has ended.
     */
    void start(long begin, LongConsumer arrival, Runnable done) {
        timer.after(begin - nanos.getAsLong(), () -> step(begin, arrival, done));
    }

    private void step(long begin, LongConsumer arrival, Runnable done) {
        for (int started = 0; next < schedule.arrivals(); started++) {
            long due = begin + schedule.dueNanos(next);
            long wait = due - nanos.getAsLong();
            if (wait > 0 || started == BURST) {
                timer.after(Math.max(0, wait), () -> step(begin, arrival, done));
                return;
            }
            next += loops;
            arrival.accept(due);
        }
        long rest = begin + schedule.total().toNanos() - nanos.getAsLong();
        timer.after(Math.max(0, rest), done);
    }
}
