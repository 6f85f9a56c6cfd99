package io.raygate.limit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one gateway has on lease of the limits that several share, and its talk with the store about
 * it: in rounds, one after the other, each with all that is wanted by then. A round without an
 * answer is sent again as it was until there is one, so that nothing is lost or taken twice.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** In a round: the store is busy with it for a few milliseconds at most. */
    private static final int MOST_ASKS = 512;

    private static final long MILLI = 1_000_000;

    /** Long before the store counts the gateway as dead, it no longer relies on what it holds. */
    private static final long STALE_NANOS = LimitStore.SILENCE_MILLIS / 3 * MILLI;

    private static final long BEAT_MILLIS = 500;
    private static final long TIDY_NANOS = 1_000 * MILLI;

    /** What nobody waits for may come together for as long. */
    private static final long GATHER_MILLIS = 10;

    /** When a loss is no longer one of those that pass (security.md 17). */
    private static final long LONG_NANOS = 60_000 * MILLI;

    private final LongSupplier nanos;
    private final Supplier<UUID> names;
    private final Queue<Leased> wanted = new ConcurrentLinkedQueue<>();
    private final Semaphore bell = new Semaphore(0);
    private final Set<Leased> held = new HashSet<>();
    private volatile boolean dozing;
    private volatile Seen seen;
    private final AtomicInteger generation = new AtomicInteger();
    private @Nullable Round unanswered;
    private UUID name;
    private long number;
    private boolean fresh = true;
    private long tidyAt;

    /**
     * How the store was seen last.
     *
     * @param at when the last request was sent first that it has answered
     * @param answers whether it answered the last one
     */
    private record Seen(
            long at,
            boolean answers,
            String epoch,
            long serial,
            int gateways,
            long exchanges,
            long failures) {

        Seen answered(long sent, LimitStore.Reply.Done done) {
            return new Seen(
                    sent,
                    true,
                    done.epoch(),
                    done.serial(),
                    done.gateways(),
                    exchanges + 1,
                    failures);
        }

        Seen silent() {
            return new Seen(at, false, epoch, serial, gateways, exchanges, failures + 1);
        }

        /** Whether the store knew more than it does now. */
        boolean forgotBefore(LimitStore.Reply.Done done) {
            return !epoch.isEmpty() && (!epoch.equals(done.epoch()) || done.serial() < serial);
        }
    }

    /** What is asked, for whom, and when it was sent first. */
    private record Round(List<Leased> leased, List<LimitStore.Ask> asks, long begun) {}

    /**
     * @param nanos a monotonic clock
     * @param names of members: never the same twice, anywhere
     */
    public Leases(LongSupplier nanos, Supplier<UUID> names) {
        this.nanos = nanos;
        this.names = names;
        long now = nanos.getAsLong();
        this.name = names.get();
        this.tidyAt = now + TIDY_NANOS;
        this.seen = new Seen(now, false, "", -1, 1, 0, 0);
    }

    /** The store will be asked about it soon, at once if somebody waits; any thread. */
    void want(Leased leased, boolean urgent) {
        if (leased.mark()) {
            wanted.add(leased);
        }
        if (urgent || dozing) {
            ring();
        }
    }

    private void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Whether the gateway has to go by what it has: the store does not answer. */
    boolean isAlone(long now) {
        Seen last = seen;
        return !last.answers() || isStale(now);
    }

    /** Whether the store may have given to others what this gateway holds for a time only. */
    boolean isStale(long now) {
        return now - seen.at() > STALE_NANOS;
    }

    /** Whether it is stale because the store does not answer, not since nobody asked it. */
    boolean isLost(long now) {
        return isStale(now) && !seen.answers();
    }

    /** Whether that is so for longer than a failover takes. */
    boolean isLongAlone(long now) {
        return isAlone(now) && now - seen.at() > LONG_NANOS;
    }

    /** How many share, as far as known. */
    int gateways() {
        return seen.gateways();
    }

    /** Another one than before: what the store knew may be gone. */
    int generation() {
        return generation.get();
    }

    /** Whether the store answers; any thread. */
    public boolean isConnected() {
        return !isAlone(nanos.getAsLong());
    }

    /** How many requests to the store were answered. */
    public long exchanges() {
        return seen.exchanges();
    }

    /** How many were not. */
    public long failures() {
        return seen.failures();
    }

    /**
     * Waits until there is something to ask, though never for long; off the event loops.
     *
     * @throws InterruptedException if the thread is to end
     */
    public void await() throws InterruptedException {
        if (wanted.isEmpty()) {
            dozing = true;
            if (wanted.isEmpty()) {
                bell.tryAcquire(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            }
            dozing = false;
        } else {
            bell.tryAcquire(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
        bell.drainPermits();
    }

    /**
     * Asks once; on one thread, off the event loops.
     *
     * @return whether the store answered
     */
    public boolean round(LimitStore store) {
        long sent = nanos.getAsLong();
        Round round = unanswered;
        if (round == null) {
            round = next(sent);
            unanswered = round;
            number++;
        }
        try {
            switch (store.exchange(request(round, sent))) {
                case LimitStore.Reply.Done done -> done(round, done);
                case LimitStore.Reply.Fenced fenced -> fenced();
            }
            return true;
        } catch (LimitStore.Away away) {
            away(round, away);
            return false;
        }
    }

    /** Gives back what nobody uses, and asks a last time; off the event loops. */
    public void end(LimitStore store) {
        long now = nanos.getAsLong();
        for (int i = 0; i < 2; i++) {
            held.forEach(leased -> leased.tidy(now));
        }
        boolean answers = round(store);
        while (answers && !wanted.isEmpty() && nanos.getAsLong() - now < TIDY_NANOS) {
            answers = round(store);
        }
    }

    private LimitStore.Request request(Round round, long sent) {
        Seen last = seen;
        long elapsed = fresh ? 0 : Math.max(0, (sent - last.at()) / 1_000);
        return new LimitStore.Request(name, number, fresh, last.epoch(), elapsed, round.asks());
    }

    private Round next(long now) {
        if (now - tidyAt >= 0) {
            tidyAt = now + TIDY_NANOS;
            held.removeIf(leased -> !leased.tidy(now));
        }
        List<Leased> leased = new ArrayList<>();
        List<LimitStore.Ask> asks = new ArrayList<>();
        for (Leased one : taken()) {
            LimitStore.Ask ask = one.ask(now);
            held.add(one);
            if (ask == null) {
                one.unanswered();
            } else {
                leased.add(one);
                asks.add(ask);
            }
        }
        return new Round(leased, asks, now);
    }

    /**
     * Before any of them is asked about: from then on it may be wanted again, for the next round.
     */
    private List<Leased> taken() {
        List<Leased> taken = new ArrayList<>();
        Leased one = wanted.poll();
        while (one != null) {
            taken.add(one);
            one = taken.size() < MOST_ASKS ? wanted.poll() : null;
        }
        return taken;
    }

    private void done(Round round, LimitStore.Reply.Done done) {
        Seen last = seen;
        if (!last.answers()) {
            LOG.info("the store of limits answers: {} gateways share", done.gateways());
        }
        unanswered = null;
        fresh = false;
        seen = last.answered(round.begun(), done);
        if (last.forgotBefore(done)) {
            LOG.warn("the store of limits has forgotten something, and is told what is known here");
            tellAgain();
        }
        long now = nanos.getAsLong();
        for (int i = 0; i < round.leased().size(); i++) {
            round.leased().get(i).granted(done.grants().get(i), now);
        }
    }

    private void tellAgain() {
        generation.incrementAndGet();
        held.forEach(leased -> want(leased, false));
    }

    /**
     * It is another member from now on, which holds what it still uses, and asks the same again.
     */
    private void fenced() {
        LOG.warn("this gateway was silent too long: others may have what it held of limits");
        name = names.get();
        fresh = true;
        tellAgain();
    }

    private void away(Round round, LimitStore.Away away) {
        Seen last = seen;
        if (last.answers() || last.exchanges() + last.failures() == 0) {
            LOG.warn("the store of limits does not answer: {}", away.getMessage());
        }
        seen = last.silent();
        round.leased().forEach(Leased::unanswered);
    }
}
