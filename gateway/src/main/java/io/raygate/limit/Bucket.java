package io.raygate.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What is left of one rate, as a single number: the moment at which the bucket will be full again.
 * This is the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form.
 * Taking is lock-free and exact under contention; any thread. Times are monotonic nanoseconds.
 */
final class Bucket {
    private final RequestRate rate;
    private final AtomicLong fullAt;

    /** A bucket that is full now. */
    Bucket(RequestRate rate, long now) {
        this(rate, now, 0);
    }

    private Bucket(RequestRate rate, long now, long missing) {
        this.rate = rate;
        this.fullAt = new AtomicLong(now + missing);
    }

    RequestRate rate() {
        return rate;
    }

    /** The same at another rate: what was used stays used, as far as the new one can hold it. */
    Bucket at(RequestRate other, long now) {
        long used = Math.ceilDiv(missing(now), rate.intervalNanos());
        return new Bucket(other, now, Math.min(used, other.burst()) * other.intervalNanos());
    }

    /**
     * Takes one.
     *
     * @return 0 if it was there; otherwise nothing was taken, and this many nanoseconds from now
     *     one is
     */
    long take(long now) {
        long interval = rate.intervalNanos();
        long capacity = rate.capacityNanos();
        while (true) {
            long before = fullAt.get();
            long missing = Math.max(0, before - now);
            long lacking = missing + interval - capacity;
            if (lacking > 0) {
                return lacking;
            }
            if (fullAt.compareAndSet(before, now + missing + interval)) {
                return 0;
            }
        }
    }

    /** Gives back one that was taken; what filled up meanwhile is lost, so it never holds more. */
    void giveBack() {
        fullAt.addAndGet(-rate.intervalNanos());
    }

    /** Whole ones that could be taken now. */
    long left(long now) {
        return Math.max(0, (rate.capacityNanos() - missing(now)) / rate.intervalNanos());
    }

    /** How long from now until it is full, in nanoseconds. */
    long missing(long now) {
        return Math.max(0, fullAt.get() - now);
    }
}
