package io.raygate.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

    private final Subject subject;

    private volatile Book book = Book.EMPTY;
    private volatile @Nullable Places places;

    /**
     * What is left of the limits of a set, in its order.
     *
     * @param others what is left of limits that an earlier set had
     */
    private record Book(List<Limit> limits, List<Balance> balances, Map<Limit, Balance> others) {
        static final Book EMPTY = new Book(List.of(), List.of(), Map.of());
    }

    /** Makes what is left of a limit of which nothing is used. */
    interface Balances {
        Balance of(Subject subject, Limit limit, long now);
    }

    Standing(Subject subject) {
        this.subject = subject;
    }

    /** What comes of trying to enter. */
    enum Entry {
        ENTERED,
        FULL,
        FORGOTTEN,
        /** It will be known in a moment. */
        UNSURE,
        /** Nobody knows, and for long. */
        GONE
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

    /** The places that it has on lease. */
    Places places(Leases leases) {
        Places known = places;
        return known == null ? leased(leases) : known;
    }

    private synchronized Places leased(Leases leases) {
        Places known = places;
        if (known == null) {
            known = new Places(leases, subject, this);
            places = known;
        }
        return known;
    }

    void leave() {
        entries.decrementAndGet();
    }

    int open() {
        return (int) (entries.get() & OPEN);
    }

    /** What is left of each limit of the set; what was used under another one stays used. */
    List<Balance> balances(LimitSet set, long now, Balances fresh) {
        Book known = book;
        return known.limits().equals(set.limits()) ? known.balances() : changed(set, now, fresh);
    }

    private synchronized List<Balance> changed(LimitSet set, long now, Balances fresh) {
        Book before = book;
        Map<Limit, Balance> others = new HashMap<>(before.others());
        for (int i = 0; i < before.limits().size(); i++) {
            others.put(before.limits().get(i), before.balances().get(i));
        }
        List<Balance> balances = new ArrayList<>(set.limits().size());
        set.limits().forEach(limit -> balances.add(continued(limit, others, now, fresh)));
        others.values().removeIf(balance -> !balance.isKept() && balance.isForgettable(now));
        book = new Book(set.limits(), balances, Map.copyOf(others));
        if (isForgotten()) {
            release();
        }
        return balances;
    }

    private Balance continued(Limit limit, Map<Limit, Balance> others, long now, Balances fresh) {
        for (Limit other : others.keySet()) {
            if (limit.continues(other)) {
                Balance balance = others.remove(other);
                if (!limit.allowance().equals(other.allowance())) {
                    balance.become(limit.allowance(), now);
                }
                return balance;
            }
        }
        return fresh.of(subject, limit, now);
    }

    /** Makes it unusable if nothing would be lost with it: nothing is open, and nothing is used. */
    boolean forget(long now) {
        long before = entries.get();
        boolean forgotten =
                (before & OPEN) == 0
                        && isForgettable(now)
                        && entries.compareAndSet(before, FORGOTTEN);
        if (forgotten) {
            release();
        }
        return forgotten;
    }

    private boolean isForgotten() {
        return entries.get() < 0;
    }

    /** Whoever still reads it does without what it had. */
    private synchronized void release() {
        Book known = book;
        book = Book.EMPTY;
        known.balances().forEach(Balance::release);
        known.others().values().forEach(Balance::release);
    }

    private boolean isForgettable(long now) {
        Places leased = places;
        if (leased != null && !leased.isForgettable()) {
            return false;
        }
        Book known = book;
        for (Balance balance : known.balances()) {
            if (!balance.isForgettable(now)) {
                return false;
            }
        }
        return known.others().values().stream().allMatch(balance -> balance.isForgettable(now));
    }
}
