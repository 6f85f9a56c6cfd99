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
    private final @Nullable Leases leases;
    private final Standing.Balances fresh = this::fresh;

    /**
     * One that asks nobody.
     *
     * @param nanos a monotonic clock (S-102)
     * @param calendar when days begin
     */
    public LimitLedger(LimitBook book, LongSupplier nanos, CalendarClock calendar) {
        this(book, nanos, calendar, null);
    }

    /**
     * @param leases by which several gateways share the limits of those who have a name; null: each
     *     has its own
     */
    public LimitLedger(
            LimitBook book, LongSupplier nanos, CalendarClock calendar, @Nullable Leases leases) {
        this.book = book;
        this.nanos = nanos;
        this.calendar = calendar;
        this.leases = leases;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * Takes what one request is expected to cost.
     *
     * @param limits all that apply, each subject once
     * @param account where it goes and what is known of it
     * @param patient whether it can come again when more is known: {@link LimitDecision.Unsure}
     */
    public LimitDecision reserve(
            List<Applied> limits, Account account, Tariff tariff, boolean patient) {
        long now = now();
        Expected expected = expected(limits, account, tariff);
        if (leases != null && !leases.isAlone(now)) {
            LimitDecision.Over hopeless = hopeless(limits, expected, now);
            if (hopeless != null) {
                return refused(limits, hopeless, expected, now);
            }
        }
        Charge charge = new Charge(this, tariff, expected, limits.size());
        for (int i = 0; i < limits.size(); i++) {
            LimitDecision other = reserve(limits.get(i), charge, patient, now);
            if (other != null) {
                charge.giveBack(now);
                return other instanceof LimitDecision.Over over
                        ? refused(limits, over, expected, now)
                        : other;
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

    /**
     * Refused by one of them as far as known: then none has to borrow for it what others could use.
     */
    private LimitDecision.@Nullable Over hopeless(
            List<Applied> limits, Expected expected, long now) {
        for (int i = 0; i < limits.size(); i++) {
            Applied by = limits.get(i);
            List<Balance> balances = book.of(by.subject(), now).balances(by.set(), now, fresh);
            for (int j = 0; j < balances.size(); j++) {
                Limit limit = by.set().limits().get(j);
                long needed = expected.amount(limit);
                if (limit.shadow() || !expected.probable().isCounted(limit)) {
                    continue;
                }
                long wait = balances.get(j).waitFor(needed, now);
                if (wait > 0) {
                    long there = balances.get(j).left(now);
                    return new LimitDecision.Over(by, limit, wait, needed, there, List.of());
                }
            }
        }
        return null;
    }

    /** Null where it passes; then it is counted as well. */
    private @Nullable LimitDecision reserve(Applied by, Charge charge, boolean patient, long now) {
        LimitSet set = by.set();
        Standing standing = book.of(by.subject(), now);
        Standing.Entry entry = enter(standing, by, patient && !set.shadow(), now);
        while (entry == Standing.Entry.FORGOTTEN) {
            book.forget(by.subject(), standing);
            standing = book.of(by.subject(), now);
            entry = enter(standing, by, patient && !set.shadow(), now);
        }
        if (entry != Standing.Entry.ENTERED) {
            if (set.shadow()) {
                book.decisions(set).count(true, true);
                return null;
            }
            return notEntered(entry, standing, by);
        }
        charge.entered(standing);
        return reserve(by, standing.balances(set, now, fresh), charge, patient, now);
    }

    private Standing.Entry enter(Standing standing, Applied by, boolean patient, long now) {
        int most = by.set().concurrency();
        if (most == 0) {
            return standing.enter(Integer.MAX_VALUE);
        }
        Leases shared = sharedWith(by.subject());
        return shared == null
                ? standing.enter(most)
                : standing.places(shared).enter(by.set(), patient, now);
    }

    private LimitDecision notEntered(Standing.Entry entry, Standing standing, Applied by) {
        if (entry == Standing.Entry.UNSURE && leases != null) {
            return new LimitDecision.Unsure(standing.places(leases));
        }
        return entry == Standing.Entry.GONE
                ? gone(by)
                : new LimitDecision.Over(by, null, ENDS_SOON_NANOS, 1, 0, List.of());
    }

    private LimitDecision gone(Applied by) {
        book.decisions(by.set()).count(true, false);
        return new LimitDecision.Gone(by);
    }

    private @Nullable LimitDecision reserve(
            Applied by, List<Balance> balances, Charge charge, boolean patient, long now) {
        LimitSet set = by.set();
        boolean shadow = false;
        for (int i = 0; i < balances.size(); i++) {
            Limit limit = set.limits().get(i);
            long wait = take(by, limit, balances.get(i), charge, patient, now);
            if (wait == 0) {
                continue;
            }
            if (!limit.shadow()) {
                long needed = charge.expected().amount(limit);
                return over(by, limit, balances.get(i), wait, needed, now);
            }
            shadow = true;
        }
        book.decisions(set).count(shadow, true);
        return null;
    }

    private LimitDecision over(
            Applied by, Limit limit, Balance balance, long wait, long needed, long now) {
        if (wait == Balance.UNSURE && balance instanceof Leased asked) {
            return new LimitDecision.Unsure(asked);
        }
        return wait == Balance.GONE
                ? gone(by)
                : new LimitDecision.Over(by, limit, wait, needed, balance.left(now), List.of());
    }

    /** 0 where it is taken or not counted, otherwise as {@link Balance#take} says. */
    private static long take(
            Applied by, Limit limit, Balance balance, Charge charge, boolean patient, long now) {
        Expected expected = charge.expected();
        if (!expected.probable().isCounted(limit)) {
            return 0;
        }
        Hold hold =
                new Hold(by, limit, balance, expected.amount(limit), patient && !limit.shadow());
        long wait = balance.take(hold, now);
        if (wait == 0) {
            charge.took(hold);
        }
        return wait;
    }

    /** Anyone may have many addresses: what is counted by them is not worth to be shared. */
    private @Nullable Leases sharedWith(Subject subject) {
        return subject.kind() == Subject.Kind.ADDRESS ? null : leases;
    }

    private Balance fresh(Subject subject, Limit limit, long now) {
        Balance kept = book.quotas().counted(subject, limit, now);
        Leases shared = sharedWith(subject);
        if (shared != null) {
            return new Lease(shared, subject, limit, calendar, kept, now);
        }
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
