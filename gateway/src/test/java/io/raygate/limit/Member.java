package io.raygate.limit;

import io.raygate.exchange.Account;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of several gateways that share limits: its ledger, and its talk with the store. */
public final class Member implements AutoCloseable {
    public final Leases leases;
    public final LimitBook book;
    public final LimitLedger ledger;
    private final LimitStore store;
    private @Nullable Thread talk;

    public Member(LimitStore store, LongSupplier nanos, InstantSource wall, Supplier<UUID> names) {
        this.store = store;
        leases = new Leases(nanos, names);
        book = new LimitBook(nanos.getAsLong());
        ledger = new LimitLedger(book, nanos, new CalendarClock(wall, nanos), leases);
    }

    /** Talks with the store by itself from now on. */
    public Member talking() {
        talk =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            leases.await();
                                            leases.round(store);
                                        }
                                    } catch (InterruptedException end) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        return this;
    }

    public LimitDecision reserve(List<Applied> limits, boolean patient) {
        return ledger.reserve(limits, new Account(), Tariff.NONE, patient);
    }

    /** As the pipeline does it: waits a little where nobody knows. */
    public LimitDecision reserve(List<Applied> limits) {
        LimitDecision decision = reserve(limits, true);
        for (int i = 0; i < 3 && decision instanceof LimitDecision.Unsure unsure; i++) {
            CountDownLatch known = new CountDownLatch(1);
            unsure.whenKnown(known::countDown);
            try {
                decision = reserve(limits, known.await(50, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return decision instanceof LimitDecision.Unsure ? reserve(limits, false) : decision;
    }

    @Override
    public void close() {
        Thread talking = talk;
        if (talking != null) {
            talking.interrupt();
            try {
                talking.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        leases.end(store);
        store.close();
    }
}
