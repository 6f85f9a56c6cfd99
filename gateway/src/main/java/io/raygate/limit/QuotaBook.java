package io.raygate.limit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is used of quotas of those who have a name, where somebody keeps that: of windows that run,
 * also of who was forgotten by the {@link LimitBook} or has not come yet. Requests ask and change
 * it in memory alone; one keeper takes what has changed, and tells what others have used. Any
 * thread.
 */
public final class QuotaBook {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaBook.class);

    /** About 500 bytes each. */
    private static final int MOST = 1_000_000;

    private final Map<Of, KeptQuota> quotas = new ConcurrentHashMap<>();
    private final Queue<KeptQuota> changed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private volatile @Nullable Clocks clocks;
    private volatile boolean full;

    /**
     * Whose quota it is.
     *
     * @param counts what it counts
     */
    record Of(Subject subject, String counts) {}

    private record Clocks(LongSupplier nanos, CalendarClock calendar) {
        long millis() {
            return calendar.millis(nanos.getAsLong());
        }
    }

    QuotaBook() {}

    void keep(LongSupplier nanos, CalendarClock calendar) {
        clocks = new Clocks(nanos, calendar);
    }

    /** Null where it is not kept. Anyone may have many addresses: these are not. */
    @Nullable Counter counted(Subject subject, Limit limit, long now) {
        Clocks known = clocks;
        if (known == null
                || !(limit.allowance() instanceof Quota quota)
                || subject.kind() == Subject.Kind.ADDRESS
                || subject.id().isEmpty()) {
            return null;
        }
        Counter[] counter = new Counter[1];
        quotas.compute(
                new Of(subject, limit.counts()),
                (of, kept) -> {
                    KeptQuota there = kept == null ? fresh(of) : kept;
                    if (there != null) {
                        counter[0] = there.counted(quota, now, known.calendar());
                    }
                    return there;
                });
        return counter[0];
    }

    private @Nullable KeptQuota fresh(Of of) {
        if (quotas.size() < MOST) {
            return new KeptQuota(this, of);
        }
        if (!full) {
            LOG.warn("more than {} quotas are in use: what is used of new ones is not kept", MOST);
        }
        full = true;
        return null;
    }

    void tell(KeptQuota quota) {
        unwritten.incrementAndGet();
        changed.add(quota);
    }

    /**
     * Takes what was used since the last time, all of a window each.
     *
     * @param most about so many
     */
    public List<QuotaUse> changed(int most) {
        long millis = clocks().millis();
        List<QuotaUse> uses = new ArrayList<>();
        KeptQuota next = changed.poll();
        while (next != null) {
            unwritten.decrementAndGet();
            uses.addAll(next.tell(millis));
            next = uses.size() < most ? changed.poll() : null;
        }
        return uses;
    }

    /** These could not be written, as far as known: they are told again. */
    public void again(Collection<QuotaUse> uses) {
        for (QuotaUse use : uses) {
            KeptQuota kept = quotas.get(new Of(use.subject(), use.counts()));
            if (kept != null) {
                kept.changed();
            }
        }
    }

    /** Another gateway, or one before this, has used so much by now. */
    public void learn(QuotaUse use) {
        long millis = clocks().millis();
        quotas.compute(
                new Of(use.subject(), use.counts()),
                (of, kept) -> {
                    KeptQuota there = kept == null ? fresh(of) : kept;
                    if (there != null) {
                        there.learn(use.of(of), millis);
                    }
                    return there;
                });
    }

    /** This is all that others have used; what this gateway has is told anew. */
    public void learnAll(Collection<QuotaUse> uses) {
        long millis = clocks().millis();
        Map<Of, List<QuotaUse>> all = byQuota(uses);
        all.keySet().forEach(of -> quotas.computeIfAbsent(of, this::fresh));
        quotas.forEach((of, kept) -> kept.learnAll(those(all, of), millis));
    }

    /**
     * So much of what this gateway has used is what others have used from now on: it was away for
     * so long that nobody believed it would come back.
     */
    public void handOver(Collection<QuotaUse> uses) {
        long millis = clocks().millis();
        byQuota(uses)
                .forEach(
                        (of, those) -> {
                            KeptQuota kept = quotas.get(of);
                            if (kept != null) {
                                kept.handOver(those, millis);
                            }
                        });
    }

    private static Map<Of, List<QuotaUse>> byQuota(Collection<QuotaUse> uses) {
        Map<Of, List<QuotaUse>> all = new HashMap<>();
        for (QuotaUse use : uses) {
            all.computeIfAbsent(new Of(use.subject(), use.counts()), it -> new ArrayList<>(1))
                    .add(use);
        }
        return all;
    }

    private static List<QuotaUse> those(Map<Of, List<QuotaUse>> all, Of of) {
        return all.getOrDefault(of, List.of()).stream().map(use -> use.of(of)).toList();
    }

    /** Forgets what is over. */
    public void sweep() {
        Clocks known = clocks();
        long now = known.nanos().getAsLong();
        long millis = known.millis();
        for (Of of : quotas.keySet()) {
            quotas.computeIfPresent(of, (it, kept) -> kept.isIdle(now, millis) ? null : kept);
        }
        full = quotas.size() >= MOST;
    }

    OptionalInt unwritten() {
        return clocks == null ? OptionalInt.empty() : OptionalInt.of(unwritten.get());
    }

    private Clocks clocks() {
        return requireNonNull(clocks);
    }

    /** How many quotas are kept. */
    public int size() {
        return quotas.size();
    }
}
