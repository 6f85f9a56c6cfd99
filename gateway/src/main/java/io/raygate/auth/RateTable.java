package io.raygate.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts events per key against a rate, in a bounded table (S-103). The algorithm is GCRA: per key
 * one point in time until which its allowance is spent; the allowance refills evenly and holds at
 * most what one period grants. Safe from any thread.
 */
public final class RateTable<K> {

    /** Caffeine keeps frequent keys, so that a flood of fresh ones cannot wash out a known one. */
    private static final int KEYS = 20_000;

    private final Cache<K, Long> spentUntil;
    private final LongSupplier nanos;
    private final long periodNanos;

    /**
     * @param period the time in which a rate is counted and a spent allowance is whole again
     * @param nanos a monotonic clock (S-102)
     */
    public RateTable(Duration period, LongSupplier nanos) {
        this.nanos = nanos;
        this.periodNanos = period.toNanos();
        this.spentUntil =
                Caffeine.newBuilder()
                        .maximumSize(KEYS)
                        .expireAfterWrite(period)
                        .ticker(nanos::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * Counts one event of {@code key}.
     *
     * @param events how many a period grants, 0 for no bound
     * @return 0 while the key keeps to its rate, else after how many whole seconds it does again
     */
    public int count(K key, int events) {
        if (events == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        long cost = periodNanos / events;
        long over = over(spent(key, now), now, cost);
        if (over > 0) {
            return seconds(over);
        }
        spentUntil.asMap().merge(key, now + cost, (old, _) -> later(old, now) + cost);
        return 0;
    }

    /** The same answer as {@link #count}, without counting. */
    public int wait(K key, int events) {
        if (events == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        return seconds(over(spent(key, now), now, periodNanos / events));
    }

    private long spent(K key, long now) {
        Long until = spentUntil.getIfPresent(key);
        return until == null ? now : later(until, now);
    }

    private long over(long spent, long now, long cost) {
        return Math.max(0, spent - now + cost - periodNanos);
    }

    /** The later of two readings of a clock that may overflow. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static int seconds(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
