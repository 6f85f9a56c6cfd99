package io.raygate.upstream;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One address of a cluster and what is known of its health. It outlasts reloads that keep the
 * address. Thread-safe: all event loops report here.
 */
public final class Endpoint {
    private final EndpointAddress address;
    private final LongSupplier nanoClock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger failuresInRow = new AtomicInteger();
    private volatile Condition condition = Condition.UNKNOWN;
    private volatile boolean ejected;
    private volatile long ejectedUntilNanos;
    private volatile int ejectionsInRow;
    private volatile Outlier outlier = Outlier.OFF;

    /**
     * Checks in a row with the same outcome, failures negative; touched by the checks' event loop
     * only.
     */
    private int streak;

    /** What the active checks say. */
    public enum Condition {
        /** Not checked yet, or no checks are configured. */
        UNKNOWN,
        /**
         * Checked and never found healthy: it is still starting, so not even panic mode sends
         * there.
         */
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /** What the end of an attempt tells about the endpoint (S-87). */
    public enum Evidence {
        ANSWERED,
        /** Of the endpoint's own fault. */
        FAILED,
        /** Of somebody else's making before an answer came. */
        NONE
    }

    Endpoint(EndpointAddress address, LongSupplier nanoClock) {
        this.address = address;
        this.nanoClock = nanoClock;
    }

    public EndpointAddress address() {
        return address;
    }

    /** Exchanges in work on it now. */
    public int inFlight() {
        return inFlight.get();
    }

    public Condition condition() {
        return condition;
    }

    /** An attempt goes there. */
    public void began() {
        inFlight.incrementAndGet();
    }

    /**
     * An attempt has ended, called exactly once for each {@link #began}. What is not the endpoint's
     * doing neither makes a row of failures longer nor breaks it.
     */
    public void ended(Evidence evidence) {
        inFlight.decrementAndGet();
        switch (evidence) {
            case ANSWERED -> {
                failuresInRow.set(0);
                if (!ejected) {
                    ejectionsInRow = 0;
                }
            }
            case FAILED -> {
                if (failuresInRow.incrementAndGet() >= outlier.limit()) {
                    outlier.eject(this);
                }
            }
            case NONE -> {}
        }
    }

    boolean isEjected() {
        if (ejected && nanoClock.getAsLong() - ejectedUntilNanos >= 0) {
            ejected = false;
            failuresInRow.set(0);
        }
        return ejected;
    }

    /** Whether it is neither found unhealthy nor ejected. */
    public boolean isUsable() {
        return (condition == Condition.HEALTHY || condition == Condition.UNKNOWN) && !isEjected();
    }

    /** Rests for {@code baseNanos} times the ejections in a row, at most ten times as long. */
    void ejectFor(long baseNanos) {
        ejectionsInRow = Math.min(ejectionsInRow + 1, 10);
        ejectedUntilNanos = nanoClock.getAsLong() + baseNanos * ejectionsInRow;
        ejected = true;
    }

    /**
     * The outcome of an active check. The first success opens; everything else needs a streak. A
     * streak of successes also ends an ejection, since the checks have seen what the traffic was
     * kept from seeing.
     */
    void checked(boolean healthy, HealthSettings settings) {
        streak = healthy ? Math.max(streak, 0) + 1 : Math.min(streak, 0) - 1;
        if (streak >= settings.healthyAfter()) {
            ejected = false;
            condition = Condition.HEALTHY;
        } else if (healthy && condition != Condition.UNHEALTHY) {
            condition = Condition.HEALTHY;
        } else if (-streak >= settings.unhealthyAfter()) {
            condition =
                    condition == Condition.UNKNOWN || condition == Condition.STARTING
                            ? Condition.STARTING
                            : Condition.UNHEALTHY;
        }
    }

    /** No checks are configured any more: nothing is known. */
    void unchecked() {
        streak = 0;
        condition = Condition.UNKNOWN;
    }

    void watchedBy(Outlier watcher) {
        outlier = watcher;
    }
}
