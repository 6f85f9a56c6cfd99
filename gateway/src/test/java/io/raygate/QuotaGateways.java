package io.raygate;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.exchange.Account;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.Usage;
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
import io.raygate.store.Restored;
import io.raygate.store.Store;
import io.raygate.store.StoreSettings;
import io.raygate.store.TenantRecord;
import io.raygate.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Gateways that keep quotas in one store, of which only the quotas are there; rounds by hand. */
final class QuotaGateways implements AutoCloseable {
    private static final Actor OWNER = new Actor("owner", "owner", "", "");

    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));

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
                                () -> PEPPERS,
                                Map::of,
                                Map::of,
                                sha256 -> false));
        store.prepare();
        store.take(PEPPERS);
    }

    byte[] backup() {
        StringBuilder lines = new StringBuilder();
        store.<Boolean>read(
                it -> {
                    it.backup().write(lines::append);
                    return true;
                });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    void restore(byte[] backup) {
        Restored restored = store.restore(new ByteArrayInputStream(backup), true);
        if (!(restored instanceof Restored.Done)) {
            throw new IllegalStateException(restored.toString());
        }
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

        private static Applied applied(Subject subject, Limit limit) {
            return new Applied("tenant", subject, new LimitSet("s", List.of(limit), 0, false));
        }

        /** The charge of one that passes; none: it is refused. */
        List<Charge> begin(Subject subject, Quota quota) {
            return ledger.reserve(
                                    List.of(applied(subject, requests(quota))),
                                    new Account(),
                                    Tariff.NONE,
                                    false)
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
            return left(subject, requests(quota));
        }

        long left(Subject subject, Quota quota, String model) {
            return left(subject, new Limit(Measure.REQUESTS, quota, null, false, model));
        }

        long leftTokens(Subject subject, Quota quota) {
            return left(subject, Limit.of(Measure.TOKENS, quota));
        }

        private long left(Subject subject, Limit limit) {
            return ledger.standing(applied(subject, limit)).getFirst().amount();
        }

        /** One that was expected to need a token, and needed more. */
        void settle(Subject subject, Quota quota, long tokens) {
            Account account = new Account();
            account.estimate = new Usage(1, 0, 0, 0);
            account.usage = new Usage(tokens, 0, 0, 0);
            account.sentNanos = 1;
            Applied by = applied(subject, Limit.of(Measure.TOKENS, quota));
            LimitDecision made = ledger.reserve(List.of(by), account, Tariff.NONE, false);
            ((LimitDecision.Passed) made).charge().settle(account);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
