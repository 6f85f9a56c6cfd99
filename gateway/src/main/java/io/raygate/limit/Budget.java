package io.raygate.limit;

import io.raygate.exchange.Account;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer under way to what was agreed, where its limits say so: it may cost what was taken
 * for it, and beyond that what there is, which is taken as it comes to that. Confined to the event
 * loop of its request.
 */
public final class Budget {
    private final Charge charge;
    private final LimitLedger ledger;

    Budget(Charge charge, LimitLedger ledger) {
        this.charge = charge;
        this.ledger = ledger;
    }

    /** Whether a stream is ended where there is no more than what was taken here. */
    static boolean binds(Hold hold) {
        Limit limit = hold.limit();
        return hold.by().set().cuts() && !limit.shadow() && limit.measure() != Measure.REQUESTS;
    }

    /**
     * Whether the answer may come to this.
     *
     * @return null if so; otherwise why it ends
     */
    public @Nullable Rejection exceededBy(Usage usage, Account account) {
        long now = ledger.now();
        Cost cost = charge.costOf(usage.bounded(), account, now);
        for (Hold hold = charge.first(); hold != null; hold = hold.next()) {
            if (binds(hold)) {
                long needed = cost.of(hold.limit());
                long wait = hold.grow(needed, now);
                if (wait > 0) {
                    ledger.cut(hold);
                    return over(hold, needed - hold.amount(), wait, now).rejection();
                }
            }
        }
        return null;
    }

    private static LimitDecision.Over over(Hold hold, long more, long wait, long now) {
        long there = hold.balance().left(now);
        return new LimitDecision.Over(hold.by(), hold.limit(), wait, more, there, List.of());
    }
}
