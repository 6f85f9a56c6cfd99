package io.raygate.limit;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What is left of a quota in the window that the calendar shows. A window begins with nothing used
 * but what the one just before it owes.
 */
final class Counter implements Balance {
    private static final long NANOS_A_MILLI = 1_000_000;

    /**
     * The calendar may be a little before a window that has begun; it never returns to the last.
     */
    private static final long BACKWARD_MILLIS = 12 * 3_600_000L;

    private final CalendarClock calendar;
    private final AtomicReference<Tally> tally;

    /**
     * One window of a quota.
     *
     * @param used by requests, also what is still held for them
     * @param owed the part of it that was used beyond the quota, since it was not known before
     */
    private record Tally(Quota quota, Quota.Window window, long used, long owed) {

        static Tally fresh(Quota quota, long millis) {
            return new Tally(quota, quota.around(millis), 0, 0);
        }

        Tally at(long millis) {
            if (millis < window.end() && millis >= window.start() - BACKWARD_MILLIS) {
                return this;
            }
            Tally next = fresh(quota, millis);
            return next.window().start() == window.end()
                    ? new Tally(quota, next.window(), owed, Math.min(owed, next.over(owed)))
                    : next;
        }

        Tally with(long nowUsed) {
            long bounded = Math.clamp(nowUsed, 0, 4 * Quota.MOST);
            long more = Math.max(0, bounded - used);
            return new Tally(quota, window, bounded, Math.min(over(bounded), owed + more));
        }

        private long over(long amount) {
            return Math.max(0, amount - quota.amount());
        }

        long waitFor(long amount, long millis) {
            if (amount > quota.amount()) {
                return NEVER;
            }
            return amount <= quota.amount() - used ? 0 : untilEnd(millis);
        }

        long untilEnd(long millis) {
            return Math.max(1, window.end() - millis) * NANOS_A_MILLI;
        }
    }

    Counter(Quota quota, long now, CalendarClock calendar) {
        this.calendar = calendar;
        this.tally = new AtomicReference<>(Tally.fresh(quota, calendar.millis(now)));
    }

    @Override
    public long take(Hold hold, long now) {
        long millis = calendar.millis(now);
        while (true) {
            Tally before = tally.get();
            Tally current = before.at(millis);
            long wait = current.waitFor(hold.amount(), millis);
            if (wait > 0) {
                return wait;
            }
            if (tally.compareAndSet(before, current.with(current.used() + hold.amount()))) {
                hold.takenFrom(current.window().start());
                return 0;
            }
        }
    }

    @Override
    public long waitFor(long amount, long now) {
        long millis = calendar.millis(now);
        return tally.get().at(millis).waitFor(amount, millis);
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
            Tally current = before.at(millis);
            boolean same = current.window().start() == hold.window();
            if (more <= 0 && !same) {
                return;
            }
            if (tally.compareAndSet(before, current.with(current.used() + more))) {
                return;
            }
        }
    }

    @Override
    public long left(long now) {
        Tally current = tally.get().at(calendar.millis(now));
        return Math.max(0, current.quota().amount() - current.used());
    }

    @Override
    public long fullIn(long now) {
        long millis = calendar.millis(now);
        Tally current = tally.get().at(millis);
        return current.used() == 0 ? 0 : current.untilEnd(millis);
    }

    @Override
    public void become(Allowance other, long now) {
        Quota quota = (Quota) other;
        long millis = calendar.millis(now);
        while (true) {
            Tally before = tally.get();
            Tally current = before.at(millis);
            Tally after = new Tally(quota, quota.around(millis), current.used(), current.owed());
            if (tally.compareAndSet(before, after)) {
                return;
            }
        }
    }
}
