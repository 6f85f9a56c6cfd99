package io.raygate.auth.jwt.fetch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a set is to be fetched next, on the monotonic clock: somewhat before it is as old as it may
 * get, after a failure once a minute, and while there has been none yet sooner at first. Chance
 * keeps many gateways from asking in step. Not thread-safe.
 */
final class RefreshTimes {
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final double SPREAD = 0.1;
    private static final int MOST_DOUBLINGS = 6;

    private final Duration refresh;
    private final RandomGenerator random;
    private int failures;
    private long began;
    private long due;

    /** The first fetch is due at once. */
    RefreshTimes(Duration refresh, RandomGenerator random, long nowNanos) {
        this.refresh = refresh;
        this.random = random;
        this.began = nowNanos;
        this.due = nowNanos;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - due >= 0;
    }

    /** From now on, less than nothing where it is due. */
    Duration untilDue(long nowNanos) {
        return Duration.ofNanos(due - nowNanos);
    }

    void begins(long nowNanos) {
        began = nowNanos;
    }

    void succeeded() {
        failures = 0;
        due = began + (long) (refresh.toNanos() * (1 - SPREAD * random.nextDouble()));
    }

    /**
     * A fetch failed.
     *
     * @param first whether there has never been a set, so that readiness waits for it
     */
    void failed(boolean first) {
        Duration early = Duration.ofSeconds(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration pause = first && early.compareTo(PAUSE) < 0 ? early : PAUSE;
        failures++;
        due = began + (long) (pause.toNanos() * (1 + SPREAD * random.nextDouble()));
    }

    /** Whether a fetch out of turn leaves an issuer in trouble with one question a minute. */
    boolean maySearch(long nowNanos) {
        return failures == 0 || nowNanos - began >= PAUSE.toNanos();
    }
}
