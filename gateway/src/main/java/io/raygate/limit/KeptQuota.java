package io.raygate.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One quota of one subject as it is kept: what this gateway has used is in its counter, what others
 * have, and this one before it was started, is known from what they told. Any thread.
 */
final class KeptQuota {
    private final QuotaBook book;
    private final QuotaBook.Of of;
    private final AtomicBoolean changed = new AtomicBoolean();
    private List<QuotaUse> others = List.of();
    private @Nullable Counter counter;
    private int standings;
    private boolean told;
    private volatile Sum sum = Sum.NOTHING;

    /** What others have used in a window. */
    private record Sum(long start, long end, long amount) {
        static final Sum NOTHING = new Sum(0, 0, 0);

        boolean isOf(Quota.Window window) {
            return start == window.start() && end == window.end();
        }
    }

    KeptQuota(QuotaBook book, QuotaBook.Of of) {
        this.book = book;
        this.of = of;
    }

    /** The counter of it for one more standing, which will {@link #release} it. */
    synchronized Counter counted(Quota quota, long now, CalendarClock calendar) {
        standings++;
        Counter known = counter;
        if (known == null) {
            known = new Counter(quota, now, calendar, this);
            counter = known;
            tellOthers(known, calendar.millis(now));
        } else if (!known.isOf(quota)) {
            known.become(quota, now);
        }
        return known;
    }

    synchronized void release() {
        standings--;
    }

    /** The counter shows another amount than before. */
    void changed() {
        if (!changed.get() && changed.compareAndSet(false, true)) {
            book.tell(this);
        }
    }

    /** What others have used in the window. */
    long others(Quota.Window window, long millis) {
        Sum known = sum;
        return known.isOf(window) ? known.amount() : added(window, millis);
    }

    private synchronized long added(Quota.Window window, long millis) {
        long amount = 0;
        for (QuotaUse use : inWindow(window, millis).values()) {
            amount = Math.min(amount + use.used(), Quota.MOST);
        }
        sum = new Sum(window.start(), window.end(), amount);
        return amount;
    }

    /**
     * What each of the others has used, by gateway. Who goes by another window that runs, since the
     * quota has changed, has used as much of this one; who has not begun it yet owes what it owed.
     */
    private Map<String, QuotaUse> inWindow(Quota.Window window, long millis) {
        Map<String, QuotaUse> most = new HashMap<>();
        for (QuotaUse use : others) {
            long amount = 0;
            if (use.isOf(window) || use.runs(millis)) {
                amount = use.used();
            } else if (use.end() == window.start()) {
                amount = use.owed();
            }
            most.merge(
                    use.gateway(),
                    use.in(window, amount),
                    (one, other) -> one.used() >= other.used() ? one : other);
        }
        return most;
    }

    /** One of the others has used so much by now. */
    synchronized void learn(QuotaUse use, long millis) {
        List<QuotaUse> next = new ArrayList<>(others.size() + 1);
        for (QuotaUse known : others) {
            if (!known.isOfSame(use)) {
                next.add(known);
            }
        }
        if (use.used() > 0 || use.owed() > 0) {
            next.add(use);
        }
        become(next, millis);
    }

    /** This is all that the others have used; what this gateway has is to be told anew. */
    synchronized void learnAll(List<QuotaUse> uses, long millis) {
        become(uses, millis);
        if (told) {
            changed();
        }
    }

    /** What is counted here and was told under another name is what others have used. */
    synchronized void handOver(List<QuotaUse> uses, long millis) {
        Counter known = counter;
        if (known != null) {
            uses.stream()
                    .filter(use -> use.isOf(known.window()) || use.runs(millis))
                    .max(Comparator.comparingLong(QuotaUse::used))
                    .ifPresent(known::handOver);
        }
    }

    private void become(List<QuotaUse> next, long millis) {
        others = List.copyOf(next);
        sum = Sum.NOTHING;
        Counter known = counter;
        if (known != null) {
            tellOthers(known, millis);
        }
    }

    private void tellOthers(Counter known, long millis) {
        if (!lacking(known.window(), millis).isEmpty()) {
            changed();
        }
    }

    /**
     * What this gateway has used, and what others have used of the same window as far as they told
     * it of another one alone. What changes from now on is told the next time.
     */
    List<QuotaUse> tell(long millis) {
        changed.set(false);
        return told(millis);
    }

    private synchronized List<QuotaUse> told(long millis) {
        Counter known = counter;
        if (known == null) {
            return List.of();
        }
        List<QuotaUse> uses = lacking(known.window(), millis);
        QuotaUse own = known.use(of);
        if (told || own.used() != 0) {
            uses.add(own);
            told = true;
        }
        return uses;
    }

    private List<QuotaUse> lacking(Quota.Window window, long millis) {
        List<QuotaUse> lacking = new ArrayList<>();
        for (QuotaUse use : inWindow(window, millis).values()) {
            if (use.used() > 0
                    && others.stream()
                            .noneMatch(it -> it.isOfSame(use) && it.used() >= use.used())) {
                lacking.add(use);
            }
        }
        return lacking;
    }

    /** Whether nothing is lost without it; what is over is forgotten in any case. */
    synchronized boolean isIdle(long now, long millis) {
        for (QuotaUse one : others) {
            if (!isUseful(one, millis)) {
                become(others.stream().filter(use -> isUseful(use, millis)).toList(), millis);
                break;
            }
        }
        Counter known = counter;
        return standings == 0
                && others.isEmpty()
                && !changed.get()
                && (known == null || known.fullIn(now) == 0);
    }

    private static boolean isUseful(QuotaUse use, long millis) {
        long window = use.end() - use.start();
        return millis < use.end() + (use.owed() > 0 ? window : 0);
    }
}
