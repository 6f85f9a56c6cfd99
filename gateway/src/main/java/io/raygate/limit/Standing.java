package io.raygate.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How one subject stands: how many of its requests are open, and what is left of each limit. Any
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

    private volatile Book book = Book.EMPTY;

    /**
     * What is left of the limits of a set, in its order.
     *
     * @param others what is left of limits that an earlier set had
     */
    private record Book(List<Limit> limits, List<Balance> balances, Map<Limit, Balance> others) {
        static final Book EMPTY = new Book(List.of(), List.of(), Map.of());
    }

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

    /** What is left of each limit of the set; what was used under another one stays used. */
    List<Balance> balances(LimitSet set, long now, CalendarClock calendar) {
        Book known = book;
        return known.limits().equals(set.limits()) ? known.balances() : changed(set, now, calendar);
    }

    private synchronized List<Balance> changed(LimitSet set, long now, CalendarClock calendar) {
        Book before = book;
        Map<Limit, Balance> others = new HashMap<>(before.others());
        for (int i = 0; i < before.limits().size(); i++) {
            others.put(before.limits().get(i), before.balances().get(i));
        }
        List<Balance> balances = new ArrayList<>(set.limits().size());
        set.limits().forEach(limit -> balances.add(continued(limit, others, now, calendar)));
        others.values().removeIf(balance -> balance.fullIn(now) == 0);
        book = new Book(set.limits(), balances, Map.copyOf(others));
        return balances;
    }

    private static Balance continued(
            Limit limit, Map<Limit, Balance> others, long now, CalendarClock calendar) {
        for (Limit other : others.keySet()) {
            if (limit.continues(other)) {
                Balance balance = others.remove(other);
                if (!limit.allowance().equals(other.allowance())) {
                    balance.become(limit.allowance(), now);
                }
                return balance;
            }
        }
        return Balance.of(limit, now, calendar);
    }

    /** Makes it unusable if nothing would be lost with it: nothing is open, and nothing is used. */
    boolean forget(long now) {
        long before = entries.get();
        return (before & OPEN) == 0 && isFull(now) && entries.compareAndSet(before, FORGOTTEN);
    }

    private boolean isFull(long now) {
        Book known = book;
        for (Balance balance : known.balances()) {
            if (balance.fullIn(now) > 0) {
                return false;
            }
        }
        return known.others().values().stream().allMatch(balance -> balance.fullIn(now) == 0);
    }
}
