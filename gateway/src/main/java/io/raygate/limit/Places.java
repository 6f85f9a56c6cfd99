package io.raygate.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The places for open requests of one subject that a gateway has on lease. They die with it: the
 * store gives them to others once it is silent, and before that the gateway no longer uses them.
 */
final class Places extends LeasedPart {
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    /** Of those in use, what is kept ready beside them. */
    private static final int READY_PART = 4;

    private final Standing standing;
    private final String key;
    private int most;
    private int granted;
    private int unmet;
    private int need;
    private boolean told;
    private boolean asking;
    private boolean used;
    private boolean idle;
    private long pauseUntil;
    private int generation;
    private int askedIn;

    Places(Leases leases, Subject subject, Standing standing) {
        super(leases);
        this.standing = standing;
        this.key = subject.kind() + "\n" + subject.id();
        this.generation = leases.generation();
    }

    /**
     * Counts a request as open, as {@link Standing#enter} does.
     *
     * @param patient whether it may be said that nobody knows yet
     */
    synchronized Standing.Entry enter(LimitSet set, boolean patient, long now) {
        most = set.concurrency();
        used = true;
        if (leases.isLost(now)) {
            return enterAlone(set, now);
        }
        idle = false;
        if (leases.isStale(now)) {
            return beyond(set, patient, now);
        }
        Standing.Entry entry = standing.enter(Math.min(granted, most));
        if (entry != Standing.Entry.FULL) {
            if (granted - standing.open() < 1 + standing.open() / (2 * READY_PART)) {
                leases.want(this, false);
            }
            return entry;
        }
        return pauseUntil - now > 0 ? entry : beyond(set, patient, now);
    }

    private Standing.Entry beyond(LimitSet set, boolean patient, long now) {
        unmet = Math.min(unmet + 1, most);
        leases.want(this, true);
        if (!set.sharing().strict() && standing.open() <= granted) {
            return standing.enter(most);
        }
        if (patient) {
            return Standing.Entry.UNSURE;
        }
        return told || set.sharing().strict() ? Standing.Entry.FULL : enterAlone(set, now);
    }

    private Standing.Entry enterAlone(LimitSet set, long now) {
        leases.want(this, false);
        if (leases.isLongAlone(now)) {
            switch (set.sharing().onLoss()) {
                case OPEN -> {
                    return standing.enter(Integer.MAX_VALUE);
                }
                case CLOSED -> {
                    return Standing.Entry.GONE;
                }
                case LOCAL -> {}
            }
        }
        return standing.enter(Math.ceilDiv(most, leases.gateways()));
    }

    @Override
    public synchronized LimitStore.@Nullable Ask ask(long now) {
        asking();
        int open = standing.open();
        need = unmet;
        unmet = 0;
        int want = idle ? 0 : 1 + (open + need) / READY_PART;
        boolean same = generation == leases.generation() && need == 0 && granted == open + want;
        if (same || most == 0) {
            return null;
        }
        int held = granted;
        askedIn = leases.generation();
        granted = Math.min(granted, open + need + want);
        asking = true;
        return new LimitStore.Ask.Places(key, most, open, need, want, held);
    }

    @Override
    public void granted(LimitStore.Grant grant, long now) {
        synchronized (this) {
            asking = false;
            told = true;
            granted = (int) grant.granted();
            generation = askedIn;
            pauseUntil = granted - standing.open() < need ? now + PAUSE : now;
        }
        wake();
    }

    @Override
    public synchronized boolean tidy(long now) {
        idle = !used && unmet == 0;
        used = false;
        int ready = idle ? 0 : 1 + standing.open() / READY_PART;
        if (granted != standing.open() + ready) {
            leases.want(this, false);
        }
        return granted > 0 || asking || !idle;
    }

    /** Whether nobody has to be told that nothing is open any more. */
    synchronized boolean isForgettable() {
        return granted == 0 && !asking;
    }
}
