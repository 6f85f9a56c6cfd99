package io.raygate.limit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What is left at a pace, as a single number: the moment at which the bucket will be full again.
 * This is the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form, by
 * amounts. Over any time no more is taken than the burst, what fills meanwhile, and what requests
 * from before give back in it.
 */
final class Bucket implements Balance {
    private final AtomicReference<Level> level;

    /** The pace and the moment change together, so that nothing is lost where the terms change. */
    private record Level(Pace pace, long fullAt) {

        /** Negative never: what filled up beyond the brim is lost. */
        long missing(long now) {
            return Math.max(0, fullAt - now);
        }

        /** Not overflowing, however much is owed. */
        Level missing(long nanos, long now) {
            return new Level(pace, now + Math.min(nanos, 2 * Pace.FOREVER));
        }

        long waitFor(long amount, long now) {
            long capacity = pace.capacityNanos();
            long needed = pace.nanos(amount);
            return needed > capacity ? NEVER : Math.max(0, missing(now) + needed - capacity);
        }
    }

    /** A bucket that is full now. */
    Bucket(Pace pace, long now) {
        level = new AtomicReference<>(new Level(pace, now));
    }

    @Override
    public long take(Hold hold, long now) {
        while (true) {
            Level before = level.get();
            long lacking = before.waitFor(hold.amount(), now);
            if (lacking > 0) {
                return lacking;
            }
            long missing = before.missing(now) + before.pace().nanos(hold.amount());
            if (level.compareAndSet(before, before.missing(missing, now))) {
                return 0;
            }
        }
    }

    @Override
    public long waitFor(long amount, long now) {
        return level.get().waitFor(amount, now);
    }

    /** What is given back may reach into the past, where it is lost. */
    @Override
    public void settle(Hold hold, long actual, long now) {
        while (true) {
            Level before = level.get();
            Pace pace = before.pace();
            long more = pace.nanos(actual) - pace.nanos(hold.amount());
            Level after =
                    more <= 0
                            ? new Level(pace, before.fullAt() + more)
                            : before.missing(before.missing(now) + more, now);
            if (level.compareAndSet(before, after)) {
                return;
            }
        }
    }

    @Override
    public long left(long now) {
        Level current = level.get();
        long there = current.pace().capacityNanos() - current.missing(now);
        return there <= 0 ? 0 : current.pace().filledIn(there);
    }

    @Override
    public long fullIn(long now) {
        return level.get().missing(now);
    }

    /** As far as the new bucket can hold it: nobody waits for longer than that takes to fill. */
    @Override
    public void become(Allowance other, long now) {
        Pace pace = (Pace) other;
        while (true) {
            Level before = level.get();
            long used = used(before, now);
            long missing = pace.nanos(Math.min(used, pace.burst()));
            if (level.compareAndSet(before, new Level(pace, now + missing))) {
                return;
            }
        }
    }

    private static long used(Level level, long now) {
        Pace pace = level.pace();
        long missing = Math.min(level.missing(now), pace.capacityNanos());
        long whole = pace.filledIn(missing);
        return pace.nanos(whole) == missing ? whole : whole + 1;
    }
}
