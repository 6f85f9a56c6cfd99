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
    private final List<Standing> entered = new ArrayList<>(4);
    private final List<Hold> holds = new ArrayList<>(4);

    Charge(LimitLedger ledger, Tariff tariff, Expected expected) {
        this.ledger = ledger;
        this.tariff = tariff;
        this.expected = expected;
    }

    Expected expected() {
        return expected;
    }

    void entered(Standing standing) {
        entered.add(standing);
    }

    void took(Hold hold) {
        holds.add(hold);
    }

    /** What is left of each limit that is enforced. */
    List<Left> left(long now) {
        List<Left> left = new ArrayList<>(holds.size());
        for (int i = 0; i < holds.size(); i++) {
            Hold hold = holds.get(i);
            if (!hold.limit().shadow()) {
                left.add(hold.left(now));
            }
        }
        return left;
    }

    /** It was refused after all: nobody is charged for a part (all or none). */
    void giveBack(long now) {
        holds.forEach(hold -> hold.balance().settle(hold, 0, now));
        holds.clear();
        leave();
    }

    private void leave() {
        entered.forEach(Standing::leave);
        entered.clear();
    }

    /**
     * The request has ended, whatever came of it; more than once is the same as once.
     *
     * @param account the facts of how it ended
     */
    public void settle(Account account) {
        if (!holds.isEmpty()) {
            settleAt(account, ledger.now());
            holds.clear();
        }
        leave();
    }

    private void settleAt(Account account, long now) {
        Cost actual = expected.isOfOneRequest() ? Cost.OF_ONE_REQUEST : cost(account, now);
        boolean free = isOurFault(account);
        for (int i = 0; i < holds.size(); i++) {
            Hold hold = holds.get(i);
            long amount = free ? 0 : actual.of(hold.limit());
            hold.balance().settle(hold, amount, now);
            ledger.settled(hold, amount);
        }
    }

    private Cost cost(Account account, long now) {
        boolean sent = account.sentNanos != 0;
        long gpu = sent ? tariff.gpus().milliSeconds(now - account.sentNanos, account.cluster) : 0;
        Usage metered = account.usage == null ? null : Cost.bounded(account.usage);
        if (sent && account.outcome == Outcome.OK && isGood(account)) {
            ledger.learn(account, metered, gpu);
        }
        Usage usage = metered == null ? unmetered(account, sent) : metered;
        return new Cost(usage, tariff.prices().of(account.model), gpu);
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
