package io.raygate.limit;

import io.raygate.exchange.Account;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request took of its limits, until it is settled by what it needed. Confined to the event
 * loop of its request.
 */
public final class Charge {
    private final LimitLedger ledger;
    private final Tariff tariff;
    private final Expected expected;
    private final @Nullable Standing[] entered;
    private int standings;
    private @Nullable Hold first;
    private @Nullable Hold last;
    private int enforced;

    /**
     * @param most how many sets it may enter
     */
    Charge(LimitLedger ledger, Tariff tariff, Expected expected, int most) {
        this.ledger = ledger;
        this.tariff = tariff;
        this.expected = expected;
        this.entered = new Standing[most];
    }

    Expected expected() {
        return expected;
    }

    void entered(Standing standing) {
        entered[standings++] = standing;
    }

    void took(Hold hold) {
        if (last == null) {
            first = hold;
        } else {
            last.next(hold);
        }
        last = hold;
        enforced += hold.limit().shadow() ? 0 : 1;
    }

    /** What is left of each limit that is enforced. */
    List<Left> left(long now) {
        if (enforced == 0) {
            return List.of();
        }
        List<Left> left = new ArrayList<>(enforced);
        for (Hold hold = first; hold != null; hold = hold.next()) {
            if (!hold.limit().shadow()) {
                left.add(hold.left(now));
            }
        }
        return left;
    }

    /** What a running answer may cost; null where it is finished in any case. */
    public @Nullable Budget budget() {
        for (Hold hold = first; hold != null; hold = hold.next()) {
            if (Budget.binds(hold)) {
                return new Budget(this, ledger);
            }
        }
        return null;
    }

    /** What it took first; null: nothing, or it is settled. */
    @Nullable Hold first() {
        return first;
    }

    /** What so much comes to, as it is settled. */
    Cost costOf(Usage usage, Account account, long now) {
        long gpu = tariff.gpus().milliSeconds(now - account.sentNanos, account.cluster);
        return new Cost(usage, tariff.prices().of(account.model), gpu, account.model);
    }

    /** It was refused after all: nobody is charged for a part (all or none). */
    void giveBack(long now) {
        for (Hold hold = first; hold != null; hold = hold.next()) {
            hold.balance().settle(hold, 0, now);
        }
        first = null;
        leave();
    }

    private void leave() {
        for (int i = 0; i < standings; i++) {
            Standing standing = entered[i];
            if (standing != null) {
                standing.leave();
            }
        }
        standings = 0;
    }

    /**
     * The request has ended, whatever came of it; more than once is the same as once.
     *
     * @param account the facts of how it ended
     */
    public void settle(Account account) {
        Hold taken = first;
        first = null;
        if (taken != null) {
            settle(taken, account, ledger.now());
        }
        leave();
    }

    private void settle(Hold taken, Account account, long now) {
        Cost actual = expected.isOfOneRequest() ? Cost.OF_ONE_REQUEST : cost(account, now);
        boolean free = isOurFault(account);
        for (Hold hold = taken; hold != null; hold = hold.next()) {
            long amount = free ? 0 : actual.of(hold.limit());
            hold.balance().settle(hold, amount, now);
            ledger.settled(hold, amount);
        }
    }

    private Cost cost(Account account, long now) {
        boolean sent = account.sentNanos != 0;
        long gpu = sent ? tariff.gpus().milliSeconds(now - account.sentNanos, account.cluster) : 0;
        Usage metered = account.usage == null ? null : account.usage.bounded();
        if (sent && account.outcome == Outcome.OK && isGood(account)) {
            ledger.learn(account, metered, gpu);
        }
        Usage usage = metered == null ? unmetered(account, sent) : metered;
        return new Cost(usage, tariff.prices().of(account.model), gpu, account.model);
    }

    /**
     * Where nobody counted: an answer that said that it is none, and one that the upstream failed
     * to give, cost nothing; what was begun, given up or waited for too long has kept it busy.
     */
    private @Nullable Usage unmetered(Account account, boolean sent) {
        Usage estimate = expected.probable().usage();
        boolean worked =
                sent
                        && (account.firstByteNanos != 0
                                ? isGood(account)
                                : account.outcome == Outcome.CLIENT_GONE || isTimeout(account));
        return estimate == null || worked ? estimate : Usage.NONE;
    }

    private static boolean isGood(Account account) {
        return account.status < 400;
    }

    private static boolean isTimeout(Account account) {
        Rejection rejection = account.rejection;
        return rejection != null && rejection.code().status() == 504;
    }

    /** Nothing came of it, and not for the caller's sake: it is as if it had not been. */
    private static boolean isOurFault(Account account) {
        Rejection rejection = account.rejection;
        return account.sentNanos == 0 && rejection != null && rejection.code().status() >= 500;
    }
}
