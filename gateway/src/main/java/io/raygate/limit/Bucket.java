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

    /** The terms and the moment change together, so that nothing is lost where the terms change. */
    private record Level(Filling filling, long fullAt) {

        /** Negative never: what filled up beyond the brim is lost. */
        long missing(long now) {
            return Math.max(0, fullAt - now);
        }

        /** Not overflowing, however much is owed. */
        Level missing(long nanos, long now) {
            return new Level(filling, now + Math.min(nanos, 2 * Filling.FOREVER));
        }

        long waitFor(long nanos, long now) {
            return nanos > filling.capacity()
                    ? NEVER
                    : Math.max(0, missing(now) + nanos - filling.capacity());
        }
    }

    /** A bucket that is full now. */
    Bucket(Pace pace, long now) {
        level = new AtomicReference<>(new Level(pace.filling(), now));
    }

    @Override
    public long take(Hold hold, long now) {
        while (true) {
            Level before = level.get();
            long nanos = before.filling().nanos(hold.amount());
            long lacking = before.waitFor(nanos, now);
            if (lacking > 0) {
                return lacking;
            }
            if (level.compareAndSet(before, before.missing(before.missing(now) + nanos, now))) {
                return 0;
            }
        }
    }

    @Override
    public long waitFor(long amount, long now) {
        Level current = level.get();
        return current.waitFor(current.filling().nanos(amount), now);
    }

    /** What is given back may reach into the past, where it is lost. */
    @Override
    public void settle(Hold hold, long actual, long now) {
        while (actual != hold.amount()) {
            Level before = level.get();
            Filling filling = before.filling();
            long more = filling.nanos(actual) - filling.nanos(hold.amount());
            Level after =
                    more <= 0
                            ? new Level(filling, before.fullAt() + more)
                            : before.missing(before.missing(now) + more, now);
            if (level.compareAndSet(before, after)) {
                return;
            }
        }
    }

    @Override
    public long left(long now) {
        Level current = level.get();
        long there = current.filling().capacity() - current.missing(now);
        return there <= 0 ? 0 : current.filling().filledIn(there);
    }

    @Override
    public long fullIn(long now) {
        return level.get().missing(now);
    }

    /** As far as the new bucket can hold it: nobody waits for longer than that takes to fill. */
    @Override
    public void become(Allowance other, long now) {
        Pace pace = (Pace) other;
        Filling next = pace.filling();
        while (true) {
            Level before = level.get();
            Filling filling = before.filling();
            long used = filling.begunIn(Math.min(before.missing(now), filling.capacity()));
            long missing = next.nanos(Math.min(used, pace.burst()));
            if (level.compareAndSet(before, new Level(next, now + missing))) {
                return;
            }
        }
    }
}
