package io.raygate.admin;

import io.raygate.store.Actor;
import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into the audit what callers may not do (S-92), without letting them fill it: of each
 * credential ten calls a minute stand there one by one, and of those beyond only how many they
 * were, once the minute is over. Blocking; any thread.
 */
final class Denials {
    static final Duration PERIOD = Duration.ofMinutes(1);
    static final int ONE_BY_ONE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
    private static final int MOST = 1_000;

    private final Store store;
    private final LongSupplier nanos;

    /** By credential, those that began first in front. */
    private final Map<String, Period> periods = new LinkedHashMap<>();

    /** What one credential was denied since its first denial. */
    private static final class Period {
        private final long began;
        private long denied;
        private Actor last;

        Period(long began, Actor first) {
            this.began = began;
            this.last = first;
        }
    }

    /**
     * @param nanos a monotonic clock (S-102)
     */
    Denials(Store store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    /**
     * Something was denied.
     *
     * @param target what it was about; empty where nothing single was
     * @throws StoreUnavailable if it was to be written by itself and cannot be
     */
    void add(Actor actor, String action, String target) {
        List<Period> over = new ArrayList<>();
        boolean single;
        synchronized (this) {
            long now = nanos.getAsLong();
            takeOver(now, over);
            if (!periods.containsKey(actor.id()) && periods.size() >= MOST) {
                takeFirst(over);
            }
            Period period = periods.computeIfAbsent(actor.id(), id -> new Period(now, actor));
            period.last = actor;
            single = ++period.denied <= ONE_BY_ONE;
        }
        over.forEach(this::sum);
        if (single) {
            store.audit(actor, audit -> audit.denied(action, target));
        }
    }

    /** Writes the numbers of all whose minute is over. */
    void settle() {
        List<Period> over = new ArrayList<>();
        synchronized (this) {
            takeOver(nanos.getAsLong(), over);
        }
        over.forEach(this::sum);
    }

    /** Writes all numbers. */
    void finish() {
        List<Period> over;
        synchronized (this) {
            over = new ArrayList<>(periods.values());
            periods.clear();
        }
        over.forEach(this::sum);
    }

    private void takeOver(long now, List<Period> over) {
        Iterator<Period> first = periods.values().iterator();
        while (first.hasNext()) {
            Period period = first.next();
            if (now - period.began < PERIOD.toNanos()) {
                return;
            }
            first.remove();
            over.add(period);
        }
    }

    private void takeFirst(List<Period> over) {
        Iterator<Period> first = periods.values().iterator();
        over.add(first.next());
        first.remove();
    }

    private void sum(Period period) {
        long more = period.denied - ONE_BY_ONE;
        if (more <= 0) {
            return;
        }
        try {
            store.audit(period.last, audit -> audit.denied(more));
        } catch (StoreUnavailable gone) {
            LOG.warn(
                    "{} more denied calls of the credential {} are not in the audit: {}",
                    more,
                    period.last.id(),
                    gone.getMessage());
        }
    }
}
