package io.raygate.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway has on lease of a limit that several share. Who takes finds it here; it is
 * fetched ahead of need, at the speed of use, so that a request waits for the store only where
 * nothing is known of the limit yet.
 */
final class Lease extends LeasedPart implements Balance {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Who got less than was needed does not ask again at once: nothing fills so fast. */
    private static final long MOST_PAUSE = Duration.ofMillis(20).toNanos();

    private static final long LEAST_PAUSE = Duration.ofMillis(1).toNanos();

    /** Of a bucket, what a gateway of many fetches before it knows what it needs. */
    private static final long FIRST_PART = 16;

    /** Of a quota, what all gateways together may have lying about: it is lost with them. */
    private static final long IDLE_PART = 100;

    /** What is fetched is good for so long: a gateway that dies takes it along. */
    private static final long AHEAD = Duration.ofMillis(250).toNanos();

    /** The part that may pass before the store has answered, where that is agreed. */
    private static final long ON_CREDIT = 20;

    private static final long REMEMBERED = Duration.ofMinutes(10).toNanos();

    /** A store must remember for longer than its clock may jump (S-102). */
    private static final long KEEP_MILLIS = Duration.ofHours(3).toMillis();

    private final Subject subject;
    private final CalendarClock calendar;
    private final @Nullable Balance kept;
    private final Hold nothing;
    private volatile Limit limit;
    private volatile Slice slice;
    private volatile @Nullable Told told;

    /** Below it more is fetched. */
    private volatile long low;

    /** By which it goes while the store is away. */
    private volatile @Nullable Part alone;

    private @Nullable Asked asked;
    private int generation;
    private long unmet;
    private long usual;
    private long target;
    private long pauseUntil;
    private long answeredAt;
    private long thereThen;
    private long thereAtTidy;
    private boolean idle;

    /** Whether what nobody uses is going to be given back. */
    private volatile boolean lookedAfter;

    /**
     * What is there of one window.
     *
     * @param window of the calendar; null: a bucket has only one
     * @param there below 0: taken before it was lent
     */
    private record Slice(Quota.@Nullable Window window, AtomicLong there) {
        boolean take(long amount) {
            while (true) {
                long before = there.get();
                if (before < amount) {
                    return false;
                }
                if (there.compareAndSet(before, before - amount)) {
                    return true;
                }
            }
        }

        long start() {
            return window == null ? 0 : window.start();
        }

        boolean holds(long millis) {
            return window == null || (millis >= window.start() && millis < window.end());
        }
    }

    /**
     * Its own part of the limit, as many as then shared it.
     *
     * @param most that the part holds
     */
    private record Part(long most, Balance balance) {}

    /** What the store was asked last. */
    private record Asked(Slice slice, long charge, long need, int generation) {}

    /**
     * @param kept what counts the same where it outlives every gateway, and goes on without the
     *     store of leases; null: nothing does
     */
    Lease(
            Leases leases,
            Subject subject,
            Limit limit,
            CalendarClock calendar,
            @Nullable Balance kept,
            long now) {
        super(leases);
        this.kept = kept;
        LimitSet none = new LimitSet("", List.of(), 0, false);
        this.nothing = new Hold(new Applied("", subject, none), limit, this, 0, false);
        this.subject = subject;
        this.limit = limit;
        this.calendar = calendar;
        this.slice = slice(limit, now, 0);
        this.generation = leases.generation();
        this.answeredAt = now;
    }

    private Slice slice(Limit of, long now, long there) {
        return switch (of.allowance()) {
            case Pace pace -> new Slice(null, new AtomicLong(there));
            case Quota quota ->
                    new Slice(quota.around(calendar.millis(now)), new AtomicLong(there));
        };
    }

    /** What is there now; what was lent of a window that has ended is no more. */
    private Slice current(long now) {
        Slice known = slice;
        return known.window() == null || known.holds(calendar.millis(now)) ? known : turned(now);
    }

    private synchronized Slice turned(long now) {
        Slice known = slice;
        if (known.holds(calendar.millis(now))) {
            return known;
        }
        Told last = told;
        told = null;
        alone = null;
        turn(last == null ? 0 : last.used(now), now);
        return slice;
    }

    /**
     * What was used beyond the quota goes over to the window that begins, but for what is being
     * charged; what is kept does that by itself.
     */
    private void turn(long used, long now) {
        Asked open = asked;
        long charged = open == null ? 0 : Math.max(0, open.charge());
        long owed = Math.max(0, -(slice.there().get() + charged));
        long beyond = Math.max(0, used + owed - limit.allowance().most());
        slice = slice(limit, now, kept == null ? -Math.min(owed, beyond) : 0);
        thereThen = 0;
    }

    @Override
    public long take(Hold hold, long now) {
        if (hold.amount() > limit.allowance().most()) {
            return NEVER;
        }
        Slice current = current(now);
        hold.takenFrom(current.start());
        if (current.take(hold.amount())) {
            count(hold.amount(), now);
            if (current.there().get() < low && !isAsking()) {
                leases.want(this, false);
            }
            return 0;
        }
        return beyond(hold, current, now);
    }

    private void count(long amount, long now) {
        if (kept != null) {
            kept.settle(nothing, amount, now);
        }
    }

    /** It is not there: whether it can be, or may pass all the same. */
    private synchronized long beyond(Hold hold, Slice current, long now) {
        if (leases.isAlone(now)) {
            return takeAlone(hold, current, now);
        }
        rejoin(now);
        idle = false;
        long amount = hold.amount();
        long there = current.there().get();
        Told known = told;
        if (known != null) {
            long wait = Math.max(waitFor(known, amount, there, now), pauseUntil - now);
            if (wait > 0) {
                askAgain(amount, now);
                return wait;
            }
        }
        if (limit.shadow()) {
            takeOnDebt(current, amount, now);
            leases.want(this, false);
            return 0;
        }
        usual = amount;
        unmet = Math.min(unmet + amount, limit.allowance().most());
        leases.want(this, true);
        if (!hold.sharing().strict() && there - amount >= -credit(amount)) {
            takeOnDebt(current, amount, now);
            unmet -= amount;
            return 0;
        }
        if (hold.isPatient()) {
            return UNSURE;
        }
        return known == null || amount - there <= known.left(now) / leases.gateways()
                ? takeAlone(hold, current, now)
                : pause();
    }

    private void takeOnDebt(Slice current, long amount, long now) {
        current.there().addAndGet(-amount);
        count(amount, now);
    }

    private long credit(long amount) {
        return Math.max(amount, limit.allowance().most() / ON_CREDIT / leases.gateways());
    }

    /** By its own part of the limit; what it takes so is charged once the store is back. */
    private long takeAlone(Hold hold, Slice current, long now) {
        Sharing.OnLoss agreed =
                leases.isLongAlone(now) ? hold.sharing().onLoss() : Sharing.OnLoss.LOCAL;
        if (agreed == Sharing.OnLoss.CLOSED) {
            return GONE;
        }
        Balance part = kept == null ? part(hold.by(), now) : kept;
        if (agreed == Sharing.OnLoss.OPEN) {
            part.settle(nothing, hold.amount(), now);
        } else {
            long wait = part.take(hold, now);
            if (wait != 0) {
                return wait;
            }
            hold.allowedBy(part);
        }
        current.there().addAndGet(-hold.amount());
        leases.want(this, false);
        return 0;
    }

    private Balance part(Applied by, long now) {
        Part known = alone;
        if (known != null) {
            return known.balance();
        }
        int gateways = leases.gateways();
        Limit part = limit.part(gateways);
        Balance begun = Balance.of(part, now, calendar);
        Told last = told;
        long used = last == null ? 0 : Math.ceilDiv(last.used(now), gateways);
        long most = part.allowance().most();
        begun.settle(new Hold(by, part, begun, 0, false), Math.min(used, most), now);
        alone = new Part(most, begun);
        return begun;
    }

    /** Of a bucket, what has filled again meanwhile is not charged. */
    private void rejoin(long now) {
        Part part = alone;
        if (part == null) {
            return;
        }
        alone = null;
        if (limit.allowance() instanceof Pace) {
            long owed = part.most() - part.balance().left(now);
            slice.there().accumulateAndGet(-owed, Math::max);
        }
    }

    /** What decides while the store is away; null: it is there, or nothing had to be decided. */
    private @Nullable Balance inPlace(long now) {
        if (!leases.isAlone(now)) {
            return null;
        }
        Part part = alone;
        return kept != null ? kept : part == null ? null : part.balance();
    }

    @Override
    public long waitFor(long amount, long now) {
        Balance part = inPlace(now);
        Told known = told;
        long there = current(now).there().get();
        if (there >= amount) {
            return 0;
        }
        if (part != null) {
            return part.waitFor(amount, now);
        }
        if (known == null) {
            return 0;
        }
        long wait = waitFor(known, amount, there, now);
        if (wait > 0) {
            askAgain(amount, now);
        }
        return wait;
    }

    /** Others may have given back what they did not need, which nobody tells by himself. */
    private synchronized void askAgain(long amount, long now) {
        if (now - answeredAt > SECOND && !isAsking()) {
            unmet = Math.max(unmet, Math.min(amount, limit.allowance().most()));
            leases.want(this, false);
        }
    }

    /** What is there counts as taken already, what is owed does not. */
    private static long waitFor(Told known, long amount, long there, long now) {
        return there > 0
                ? known.waitFor(amount - there, 0, now)
                : known.waitFor(amount, -there, now);
    }

    /** What is given back belongs to the window that it was taken from. */
    @Override
    public void settle(Hold hold, long actual, long now) {
        long more = actual - hold.amount();
        if (more == 0) {
            return;
        }
        if (kept != null) {
            kept.settle(hold, actual, now);
        }
        Slice current = current(now);
        if (more < 0 && current.start() != hold.window()) {
            return;
        }
        Part part = alone;
        if (part != null && part.balance() == hold.part()) {
            part.balance().settle(hold, actual, now);
        }
        long most = limit.allowance() instanceof Pace pace ? pace.burst() : Long.MAX_VALUE;
        long taken = Math.min(more, Quota.MOST);
        long there = current.there().updateAndGet(it -> Math.min(it - taken, Math.max(it, most)));
        if (there < low || !lookedAfter) {
            leases.want(this, false);
        }
    }

    @Override
    public long left(long now) {
        Slice current = current(now);
        Balance part = inPlace(now);
        if (part != null) {
            return part.left(now);
        }
        Told known = told;
        long of = known == null ? 0 : known.left(now);
        return Math.clamp(of + current.there().get(), 0, limit.allowance().most());
    }

    @Override
    public long fullIn(long now) {
        Balance part = inPlace(now);
        if (part != null) {
            return part.fullIn(now);
        }
        Told known = told;
        return known == null ? 0 : known.fullIn(now);
    }

    /** The store remembers what was used; only what is not settled with it would be lost. */
    @Override
    public synchronized boolean isForgettable(long now) {
        return slice.there().get() == 0 && asked == null && alone == null && !isWorthTelling(now);
    }

    @Override
    public boolean isKept() {
        return kept != null;
    }

    @Override
    public void release() {
        if (kept != null) {
            kept.release();
        }
    }

    /** Whether a store that forgets is to be told of it: what was used of late. */
    private boolean isWorthTelling(long now) {
        Told known = told;
        return known != null && now - answeredAt < REMEMBERED && known.fullIn(now) > 0;
    }

    /** As all know it until the store has told anew. */
    @Override
    public synchronized void become(Allowance other, long now) {
        if (kept != null) {
            kept.become(other, now);
        }
        Told before = told;
        long used = before == null ? 0 : Math.min(before.used(now), other.most());
        limit = limit.with(other);
        alone = null;
        if (other instanceof Quota quota
                && !quota.around(calendar.millis(now)).equals(slice.window())) {
            turn(used, now);
        }
        told = told(used, slice.window(), now);
        leases.want(this, false);
    }

    @Override
    public synchronized LimitStore.@Nullable Ask ask(long now) {
        asking();
        lookedAfter = true;
        Slice current = current(now);
        if (!leases.isAlone(now)) {
            rejoin(now);
        }
        learn(current, now);
        long charge = -surplus(current);
        long need = unmet;
        unmet = 0;
        long there = Math.max(0, current.there().get());
        long want = idle ? 0 : Math.max(0, Math.min(Math.max(target, 2 * need), ready()) - there);
        if (need > 0) {
            want = Math.max(want, ready());
        }
        boolean insist = generation != leases.generation();
        if (charge == 0 && need == 0 && want == 0 && !insist) {
            return null;
        }
        asked = new Asked(current, charge, need, leases.generation());
        return amount(current, charge, need, want, insist, now);
    }

    private LimitStore.Ask amount(
            Slice current, long charge, long need, long want, boolean insist, long now) {
        String key = subject.kind() + "\n" + subject.id() + '\n' + limit.counts();
        long used = used(now, Math.max(0, charge));
        return switch (limit.allowance()) {
            case Pace pace ->
                    new LimitStore.Ask.Amount(
                            key,
                            "",
                            pace.burst(),
                            pace.permits(),
                            Math.max(1, pace.period().toNanos() / 1_000),
                            charge,
                            need,
                            want,
                            used,
                            insist,
                            pace.filling().capacity() / 1_000_000 + KEEP_MILLIS);
            case Quota quota -> {
                String dated = key + '\n' + quota.per().word() + '\n';
                Quota.Window window = requireNonNull(current.window());
                long start = window.start();
                yield new LimitStore.Ask.Amount(
                        dated + start,
                        kept == null ? dated + quota.around(start - 1).start() : "",
                        quota.amount(),
                        0,
                        1,
                        charge,
                        need,
                        want,
                        used,
                        insist,
                        Math.max(0, window.end() - calendar.millis(now)) + 16 * KEEP_MILLIS);
            }
        };
    }

    /** By all, as far as it is known here, but for what is being charged. */
    private long used(long now, long charge) {
        Told known = told;
        long told = known == null ? 0 : known.used(now);
        return kept == null
                ? told
                : Math.max(told, limit.allowance().most() - kept.left(now) - charge);
    }

    /** By how fast it was used since the last answer. */
    private void learn(Slice current, long now) {
        long elapsed = Math.max(now - answeredAt, SECOND / 20);
        long taken = Math.max(0, thereThen - current.there().get()) + unmet;
        target = (long) ((double) taken / elapsed * AHEAD);
    }

    /** The most that is worth to have at hand. */
    private long ready() {
        return switch (limit.allowance()) {
            case Pace pace -> Math.max(target, pace.burst() / FIRST_PART);
            case Quota quota ->
                    Math.max(
                            Math.min(2 * usual, Math.max(2, quota.amount() / IDLE_PART)),
                            quota.amount() / IDLE_PART / leases.gateways());
        };
    }

    /** What is to be given back, and then is no longer here; below 0: what is owed. */
    private long surplus(Slice current) {
        while (true) {
            long there = current.there().get();
            if (there <= 0) {
                return there;
            }
            long keep = idle ? 0 : 2 * ready();
            if (there <= keep) {
                return 0;
            }
            if (current.there().compareAndSet(there, keep)) {
                return there - keep;
            }
        }
    }

    @Override
    public void granted(LimitStore.Grant grant, long now) {
        synchronized (this) {
            Asked open = asked;
            if (open != null) {
                asked = null;
                long charged = Math.max(0, open.charge());
                open.slice().there().addAndGet(charged + grant.granted());
                if (open.slice().equals(slice)) {
                    told = told(grant.used(), open.slice().window(), now);
                    low = Math.min(target, Math.max(0, slice.there().get())) / 2;
                }
                pauseUntil = grant.granted() < open.need() ? now + pause() : now;
                generation = open.generation();
            }
            answeredAt = now;
            thereThen = slice.there().get();
        }
        if (slice.there().get() < 0 || generation != leases.generation()) {
            leases.want(this, false);
        }
        wake();
    }

    private Told told(long used, Quota.@Nullable Window window, long now) {
        return switch (limit.allowance()) {
            case Quota quota -> new Told.Dated(quota, requireNonNull(window), used, calendar);
            case Pace pace -> new Told.Paced(Level.missing(pace.filling(), used, now));
        };
    }

    private long pause() {
        return limit.allowance() instanceof Pace pace
                ? Math.clamp(pace.filling().capacity() / 2, LEAST_PAUSE, MOST_PAUSE)
                : MOST_PAUSE;
    }

    @Override
    public synchronized boolean tidy(long now) {
        long there = slice.there().get();
        idle = there == thereAtTidy && unmet == 0;
        thereAtTidy = there;
        if (there != 0) {
            leases.want(this, false);
        }
        lookedAfter = there != 0 || asked != null || !idle || isWorthTelling(now);
        return lookedAfter;
    }
}
