package io.raygate.limit;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a quota in the window that the calendar shows. A window begins with nothing used
 * but what the one just before it owes. Where it is kept, what others have used counts as well.
 */
final class Counter implements Balance {
    private static final long NANOS_A_MILLI = 1_000_000;

    /**
     * The calendar may be a little before a window that has begun; it never returns to the last.
     */
    private static final long BACKWARD_MILLIS = 12 * 3_600_000L;

    private final CalendarClock calendar;
    private final @Nullable KeptQuota kept;
    private final AtomicReference<Tally> tally;

    /**
     * One window of a quota.
     *
     * @param used by requests here, also what is still held for them
     * @param owed the part of it that was used beyond the quota, since it was not known before
     */
    private record Tally(Quota quota, Quota.Window window, long used, long owed) {

        static Tally fresh(Quota quota, long millis) {
            return new Tally(quota, quota.around(millis), 0, 0);
        }

        boolean isAt(long millis) {
            return millis < window.end() && millis >= window.start() - BACKWARD_MILLIS;
        }

        /** In the window behind, if it is that. */
        Tally next(long millis) {
            Tally next = fresh(quota, millis);
            return next.window().start() == window.end()
                    ? new Tally(quota, next.window(), owed, next.over(owed))
                    : next;
        }

        Tally with(long nowUsed, long others) {
            long bounded = Math.clamp(nowUsed, 0, 4 * Quota.MOST);
            long more = Math.max(0, bounded - used);
            return new Tally(quota, window, bounded, Math.min(over(bounded + others), owed + more));
        }

        Tally without(QuotaUse use) {
            return new Tally(
                    quota, window, Math.max(0, used - use.used()), Math.max(0, owed - use.owed()));
        }

        private long over(long amount) {
            return Math.max(0, amount - quota.amount());
        }

        long left(long others) {
            return quota.amount() - used - others;
        }

        long waitFor(long amount, long others, long millis) {
            if (amount > quota.amount()) {
                return NEVER;
            }
            return amount <= left(others) ? 0 : untilEnd(millis);
        }

        long untilEnd(long millis) {
            return Math.max(1, window.end() - millis) * NANOS_A_MILLI;
        }
    }

    /** One that is not kept. */
    Counter(Quota quota, long now, CalendarClock calendar) {
        this(quota, now, calendar, null);
    }

    /**
     * @param kept knows what others have used, and is told of each change
     */
    Counter(Quota quota, long now, CalendarClock calendar, @Nullable KeptQuota kept) {
        this.calendar = calendar;
        this.kept = kept;
        this.tally = new AtomicReference<>(Tally.fresh(quota, calendar.millis(now)));
    }

    private static Tally at(Tally before, long millis) {
        return before.isAt(millis) ? before : before.next(millis);
    }

    private long others(Tally current, long millis) {
        return kept == null ? 0 : kept.others(current.window(), millis);
    }

    private boolean changed(Tally before, Tally after) {
        boolean done = tally.compareAndSet(before, after);
        if (done && kept != null) {
            kept.changed();
        }
        return done;
    }

    @Override
    public long take(Hold hold, long now) {
        long millis = calendar.millis(now);
        while (true) {
            Tally before = tally.get();
            Tally current = at(before, millis);
            long others = others(current, millis);
            long wait = current.waitFor(hold.amount(), others, millis);
            if (wait > 0) {
                return wait;
            }
            if (changed(before, current.with(current.used() + hold.amount(), others))) {
                hold.takenFrom(current.window().start());
                return 0;
            }
        }
    }

    @Override
    public long waitFor(long amount, long now) {
        long millis = calendar.millis(now);
        Tally current = at(tally.get(), millis);
        return current.waitFor(amount, others(current, millis), millis);
    }

    /**
     * What is given back belongs to the window that it was taken from; what is taken in addition,
     * to the one there is.
     */
    @Override
    public void settle(Hold hold, long actual, long now) {
        if (actual == hold.amount()) {
            return;
        }
        long millis = calendar.millis(now);
        long more = Math.min(actual, Quota.MOST) - hold.amount();
        while (true) {
            Tally before = tally.get();
            Tally current = at(before, millis);
            boolean same = current.window().start() == hold.window();
            if (more <= 0 && !same) {
                return;
            }
            if (changed(before, current.with(current.used() + more, others(current, millis)))) {
                return;
            }
        }
    }

    @Override
    public long left(long now) {
        long millis = calendar.millis(now);
        Tally current = at(tally.get(), millis);
        return Math.max(0, current.left(others(current, millis)));
    }

    @Override
    public long fullIn(long now) {
        long millis = calendar.millis(now);
        Tally current = at(tally.get(), millis);
        return current.used() + others(current, millis) == 0 ? 0 : current.untilEnd(millis);
    }

    @Override
    public void become(Allowance other, long now) {
        Quota quota = (Quota) other;
        long millis = calendar.millis(now);
        while (true) {
            Tally before = tally.get();
            Tally current = at(before, millis);
            Tally after = new Tally(quota, quota.around(millis), current.used(), current.owed());
            if (changed(before, after)) {
                return;
            }
        }
    }

    @Override
    public boolean isKept() {
        return kept != null;
    }

    @Override
    public void release() {
        if (kept != null) {
            kept.release();
        }
    }

    boolean isOf(Quota quota) {
        return tally.get().quota().equals(quota);
    }

    /** The one that it counted in last. */
    Quota.Window window() {
        return tally.get().window();
    }

    /** What was used in it here. */
    QuotaUse use(QuotaBook.Of of) {
        Tally known = tally.get();
        return new QuotaUse(
                "",
                of.subject(),
                of.counts(),
                known.window().start(),
                known.window().end(),
                known.used(),
                known.owed());
    }

    /** So much of it counts as what others have used from now on. */
    void handOver(QuotaUse use) {
        Tally before = tally.get();
        while (!changed(before, before.without(use))) {
            before = tally.get();
        }
    }
}
