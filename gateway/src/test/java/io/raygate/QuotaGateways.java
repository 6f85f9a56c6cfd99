package io.raygate;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.exchange.Account;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.limit.Applied;
import io.raygate.limit.CalendarClock;
import io.raygate.limit.Charge;
import io.raygate.limit.Limit;
import io.raygate.limit.LimitBook;
import io.raygate.limit.LimitDecision;
import io.raygate.limit.LimitLedger;
import io.raygate.limit.LimitSet;
import io.raygate.limit.Measure;
import io.raygate.limit.Quota;
import io.raygate.limit.Subject;
import io.raygate.limit.Tariff;
import io.raygate.store.Actor;
import io.raygate.store.QuotaKeeper;
import io.raygate.store.Store;
import io.raygate.store.StoreSettings;
import io.raygate.store.TenantRecord;
import io.raygate.testing.ManualClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Gateways that keep quotas in one store, of which only the quotas are there; rounds by hand. */
final class QuotaGateways implements AutoCloseable {
    private static final Actor OWNER = new Actor("owner", "owner", "", "");

    final ManualClock clock = new ManualClock();
    final Store store;
    private int runs;

    QuotaGateways(StoreSettings settings) {
        store =
                Store.of(
                        settings,
                        new Store.Parts(
                                clock,
                                new KeyGenerator(new SecureRandom()),
                                () -> {
                                    throw new IllegalStateException("no key is checked");
                                },
                                Map::of,
                                Map::of,
                                sha256 -> false));
        store.prepare();
    }

    static Limit requests(Quota quota) {
        return Limit.of(Measure.REQUESTS, quota);
    }

    void tenant(String id) {
        store.write(
                OWNER,
                false,
                it ->
                        it.tenants()
                                .create(
                                        new TenantRecord.New(
                                                id, "", false, null, null, null, Map.of())));
    }

    void delete(String id) {
        store.write(OWNER, false, it -> it.tenants().delete(id, null));
    }

    /** One that was just started. */
    Run run() {
        Run run = new Run("run-" + runs++);
        run.keeper.load();
        return run;
    }

    /** From a start of one gateway to its end, which may be that nobody asks it any more. */
    final class Run {
        final LimitBook book = new LimitBook(clock.getAsLong());
        final LimitLedger ledger = new LimitLedger(book, clock, new CalendarClock(clock, clock));
        final QuotaKeeper keeper;

        private Run(String name) {
            keeper =
                    new QuotaKeeper(
                            store,
                            new QuotaKeeper.Parts(
                                    name, new QuotasOfStore(ledger.keepQuotas()), clock));
        }

        private static Applied applied(Subject subject, Quota quota) {
            return new Applied(
                    "tenant", subject, new LimitSet("s", List.of(requests(quota)), 0, false));
        }

        /** The charge of one that passes; none: it is refused. */
        List<Charge> begin(Subject subject, Quota quota) {
            return ledger.reserve(List.of(applied(subject, quota)), new Account(), Tariff.NONE)
                            instanceof LimitDecision.Passed passed
                    ? List.of(passed.charge())
                    : List.of();
        }

        /** So many of so many that ended well. */
        int pass(Subject subject, Quota quota, int requests) {
            int passed = 0;
            for (int i = 0; i < requests; i++) {
                for (Charge charge : begin(subject, quota)) {
                    charge.settle(new Account());
                    passed++;
                }
            }
            return passed;
        }

        /** It was the gateway's own fault: it gets back what it took. */
        void giveBack(Charge charge) {
            Account account = new Account();
            account.rejection = Rejection.of(RejectionCode.INTERNAL_ERROR, "a fault");
            charge.settle(account);
        }

        long left(Subject subject, Quota quota) {
            return ledger.standing(applied(subject, quota)).getFirst().amount();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
