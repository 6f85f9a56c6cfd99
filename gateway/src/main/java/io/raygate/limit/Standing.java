package io.raygate.limit;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How one subject stands: how many of its requests are open, and what is left of its rate. Any
 * thread.
 */
final class Standing {
    /** What was forgotten is entered no more: whoever still holds it looks again. */
    private static final long FORGOTTEN = Long.MIN_VALUE;

    private static final long OPEN = 0xFFFF_FFFFL;
    private static final long ENTRY = OPEN + 1;

    /**
     * In the lower half how many are open; in the upper one how many ever entered, round and round,
     * so that whoever forgets sees one that came and went meanwhile.
     */
    private final AtomicLong entries = new AtomicLong();

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
            long before = entries.get();
            if (before < 0) {
                return Entry.FORGOTTEN;
            }
            if ((before & OPEN) >= most) {
                return Entry.FULL;
            }
            if (entries.compareAndSet(before, (before + ENTRY + 1) & Long.MAX_VALUE)) {
                return Entry.ENTERED;
            }
        }
    }

    void leave() {
        entries.decrementAndGet();
    }

    int open() {
        return (int) (entries.get() & OPEN);
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
        long before = entries.get();
        Bucket known = bucket;
        return (before & OPEN) == 0
                && (known == null || known.missing(now) == 0)
                && entries.compareAndSet(before, FORGOTTEN);
    }
}
