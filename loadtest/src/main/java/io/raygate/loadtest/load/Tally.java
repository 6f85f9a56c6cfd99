package io.raygate.loadtest.load;

import io.raygate.loadtest.load.Timings.Kind;
import java.util.function.LongSupplier;

/**
 * What one loop counts and times; arrivals that were due during the warm-up are left out. Used on
 * its loop only.
 */
final class Tally {
    private final Counters counters;
    private final Timings timings = new Timings();
    private final LongSupplier nanos;
    private final long measureFrom;
    private int open;
    private boolean stopped;

    /**
     * Measures arrivals that are due at {@code measureFrom} or later by the clock {@code nanos}.
     */
    Tally(Counters counters, LongSupplier nanos, long measureFrom) {
        this.counters = counters;
        this.nanos = nanos;
        this.measureFrom = measureFrom;
    }

    Timings timings() {
        return timings;
    }

    /** Arrivals of this loop that have not ended, warm-up included. */
    int open() {
        return open;
    }

    /** What has not ended by now counts as unfinished: later ends are not counted. */
    void stop() {
        stopped = true;
    }

    Pending start(long due) {
        open++;
        Pending pending = new Pending(due);
        if (pending.measured) {
            counters.started.increment();
            timings.record(Kind.SEND_LAG, nanos.getAsLong() - due);
        }
        return pending;
    }

    void notStarted(long due) {
        if (due >= measureFrom) {
            counters.notStarted.increment();
        }
    }

    /** One arrival between its start and its end; it ends once. */
    final class Pending {
        private final long due;
        private final boolean measured;
        private boolean ended;
        private boolean firstByteSeen;
        private long lastEvent;

        private Pending(long due) {
            this.due = due;
            this.measured = due >= measureFrom;
        }

        void bytes(int count) {
            if (!measured || ended) {
                return;
            }
            if (!firstByteSeen) {
                firstByteSeen = true;
                timings.record(Kind.FIRST_BYTE, nanos.getAsLong() - due);
            }
            counters.bytes.add(count);
        }

        /** An event arrived; {@code stamp} is the sender's clock in it, or negative. */
        void event(long stamp) {
            if (!measured || ended) {
                return;
            }
            long now = nanos.getAsLong();
            counters.events.increment();
            if (lastEvent != 0) {
                timings.record(Kind.EVENT_GAP, now - lastEvent);
            }
            lastEvent = now;
            if (stamp >= 0) {
                timings.record(Kind.EVENT_DELAY, now - stamp);
            }
        }

        void answered(int status) {
            if (end()) {
                counters.answered(status);
                timings.record(Kind.LATENCY, nanos.getAsLong() - due);
            }
        }

        void failed(Throwable why) {
            if (end()) {
                counters.failed(why);
            }
        }

        /** Whether this call ended it and it is to be counted. */
        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            open--;
            return measured && !stopped;
        }
    }
}
