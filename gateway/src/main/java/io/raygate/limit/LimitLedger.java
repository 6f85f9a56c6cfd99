package io.raygate.limit;

import io.raygate.exchange.Account;
import io.raygate.exchange.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a request will probably need from all of its limits or from none, and settles it by
 * what it needed. Lock-free, on any event loop, asks nobody. While one limit refuses, what was
 * taken from those before it is missing there for a moment: another request may be refused that
 * would just have fitted, but never too many pass.
 */
public final class LimitLedger {
    /** Nobody knows when an open request ends: a second is what clients wait at least. */
    private static final long ENDS_SOON_NANOS = 1_000_000_000L;

    private final LimitBook book;
    private final LongSupplier nanos;
    private final CalendarClock calendar;
    private final Standing.Balances fresh = this::fresh;

    /**
     * @param nanos a monotonic clock (S-102)
     * @param calendar when days begin
     */
    public LimitLedger(LimitBook book, LongSupplier nanos, CalendarClock calendar) {
        this.book = book;
        this.nanos = nanos;
        this.calendar = calendar;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * Takes what one request is expected to cost.
     *
     * @param limits all that apply, each subject once
     * @param account where it goes and what is known of it
     */
    public LimitDecision reserve(List<Applied> limits, Account account, Tariff tariff) {
        long now = now();
        Expected expected = expected(limits, account, tariff);
        Charge charge = new Charge(this, tariff, expected, limits.size());
        for (int i = 0; i < limits.size(); i++) {
            Applied limit = limits.get(i);
            LimitDecision.Over over = reserve(limit, charge, now);
            if (over != null) {
                charge.giveBack(now);
                return refused(limits, over, expected, now);
            }
        }
        return new LimitDecision.Passed(charge, charge.left(now));
    }

    private Expected expected(List<Applied> limits, Account account, Tariff tariff) {
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).set().isMetered()) {
                return Expected.of(account, tariff, book.means());
            }
        }
        return Expected.ONE_REQUEST;
    }

    /** Null where it passes; then it is counted as well. */
    private LimitDecision.@Nullable Over reserve(Applied by, Charge charge, long now) {
        LimitSet set = by.set();
        int most = set.concurrency() == 0 ? Integer.MAX_VALUE : set.concurrency();
        Standing standing = entered(by.subject(), most, now);
        if (standing == null) {
            if (set.shadow()) {
                book.decisions(set).count(true, true);
                return null;
            }
            return new LimitDecision.Over(by, null, ENDS_SOON_NANOS, 1, 0, List.of());
        }
        charge.entered(standing);
        List<Balance> balances = standing.balances(set, now, fresh);
        boolean shadow = false;
        for (int i = 0; i < balances.size(); i++) {
            Limit limit = set.limits().get(i);
            long wait = take(by, limit, balances.get(i), charge, now);
            if (wait > 0 && !limit.shadow()) {
                long needed = charge.expected().amount(limit);
                long there = balances.get(i).left(now);
                return new LimitDecision.Over(by, limit, wait, needed, there, List.of());
            }
            shadow |= wait > 0;
        }
        book.decisions(set).count(shadow, true);
        return null;
    }

    /** 0 where it is taken or not counted, otherwise how long to wait. */
    private static long take(Applied by, Limit limit, Balance balance, Charge charge, long now) {
        Expected expected = charge.expected();
        if (!expected.probable().isCounted(limit)) {
            return 0;
        }
        Hold hold = new Hold(by, limit, balance, expected.amount(limit));
        long wait = balance.take(hold, now);
        if (wait == 0) {
            charge.took(hold);
        }
        return wait;
    }

    private @Nullable Standing entered(Subject subject, int most, long now) {
        while (true) {
            Standing standing = book.of(subject, now);
            switch (standing.enter(most)) {
                case ENTERED -> {
                    return standing;
                }
                case FULL -> {
                    return null;
                }
                case FORGOTTEN -> book.forget(subject, standing);
            }
        }
    }

    private Balance fresh(Subject subject, Limit limit, long now) {
        Balance kept = book.quotas().counted(subject, limit, now);
        return kept == null ? Balance.of(limit, now, calendar) : kept;
    }

    /**
     * Keeps quotas from now on, for whoever writes them down and tells what others have used; not
     * twice.
     */
    public QuotaBook keepQuotas() {
        book.quotas().keep(nanos, calendar);
        return book.quotas();
    }

    /** By the limit that it has to wait for longest: no other one lets it pass before. */
    private LimitDecision.Over refused(
            List<Applied> limits, LimitDecision.Over first, Expected expected, long now) {
        List<Left> left = new ArrayList<>(limits.size());
        LimitDecision.Over longest = first;
        for (int i = 0; i < limits.size(); i++) {
            Applied by = limits.get(i);
            List<Balance> balances = book.of(by.subject(), now).balances(by.set(), now, fresh);
            for (int j = 0; j < balances.size(); j++) {
                Limit limit = by.set().limits().get(j);
                if (limit.shadow() || !expected.probable().isCounted(limit)) {
                    continue;
                }
                Balance balance = balances.get(j);
                long needed = expected.amount(limit);
                long wait = balance.waitFor(needed, now);
                long there = balance.left(now);
                if (wait > longest.waitNanos()) {
                    longest = new LimitDecision.Over(by, limit, wait, needed, there, List.of());
                }
                left.add(new Left(by.policy(), limit, there, balance.fullIn(now)));
            }
        }
        book.decisions(longest.by().set()).count(true, false);
        return longest.with(left);
    }

    /** How one subject stands now, shadows included, without taking anything. */
    public List<Left> standing(Applied by) {
        long now = now();
        List<Balance> balances = book.of(by.subject(), now).balances(by.set(), now, fresh);
        List<Left> left = new ArrayList<>(balances.size());
        for (int i = 0; i < balances.size(); i++) {
            left.add(
                    new Left(
                            by.policy(),
                            by.set().limits().get(i),
                            balances.get(i).left(now),
                            balances.get(i).fullIn(now)));
        }
        return left;
    }

    /** How many requests of it are open. */
    public int open(Subject subject) {
        return book.of(subject, now()).open();
    }

    /** A request that ended is one, so only what else there is needs to be counted. */
    void settled(Hold hold, long actual) {
        if (hold.limit().measure() != Measure.REQUESTS) {
            book.decisions(hold.by().set()).settle(hold.limit().measure(), hold.expected(), actual);
        }
    }

    /** A stream of one that had passed is ended. */
    void cut(Hold hold) {
        book.decisions(hold.by().set()).cut();
    }

    void learn(Account account, @Nullable Usage usage, long gpuMilliSeconds) {
        book.means().learn(account.route, account.model, usage, gpuMilliSeconds);
    }
}
