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
        return level.get().left(now);
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
            long used = Math.min(before.used(now), pace.burst());
            if (level.compareAndSet(before, Level.missing(next, used, now))) {
                return;
            }
        }
    }
}
