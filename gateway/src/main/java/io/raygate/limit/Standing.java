package io.raygate.limit;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How one subject stands: how many of its requests are open, and what is left of its rate. Any
 * thread.
 */
final class Standing {
    /** What was forgotten is entered no more: whoever still holds it looks again. */
    private static final int FORGOTTEN = Integer.MIN_VALUE;

    private final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable Bucket bucket;

    /** What comes of trying to enter. */
    enum Entry {
        ENTERED,
        FULL,
        FORGOTTEN
    }

    /**
     * Counts a request as open until {@link #leave()}.
     *
     * @param most how many may be open with it
     */
    Entry enter(int most) {
        while (true) {
            int before = open.get();
            if (before < 0) {
                return Entry.FORGOTTEN;
            }
            if (before >= most) {
                return Entry.FULL;
            }
            if (open.compareAndSet(before, before + 1)) {
                return Entry.ENTERED;
            }
        }
    }

    void leave() {
        open.decrementAndGet();
    }

    int open() {
        return Math.max(0, open.get());
    }

    /** The bucket of this rate; what was used of one with another rate stays used. */
    Bucket bucket(RequestRate rate, long now) {
        Bucket known = bucket;
        return known != null && known.rate().equals(rate) ? known : changed(rate, now);
    }

    private synchronized Bucket changed(RequestRate rate, long now) {
        Bucket known = bucket;
        if (known == null) {
            known = new Bucket(rate, now);
        } else if (!known.rate().equals(rate)) {
            known = known.at(rate, now);
        }
        bucket = known;
        return known;
    }

    /** Makes it unusable if nothing would be lost with it: nothing is open, and nothing is used. */
    boolean forget(long now) {
        Bucket known = bucket;
        return (known == null || known.missing(now) == 0) && open.compareAndSet(0, FORGOTTEN);
    }
}
