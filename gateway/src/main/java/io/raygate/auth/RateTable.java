package io.raygate.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts events per key against one rate, in a bounded table (S-103). The algorithm is GCRA: per
 * key one point in time until which its allowance is spent; the allowance refills evenly and holds
 * at most what one period grants. Safe from any thread.
 */
public final class RateTable<K> {

    /** Caffeine keeps frequent keys, so that a flood of fresh ones cannot wash out a known one. */
    private static final int KEYS = 20_000;

    private final Cache<K, Long> spentUntil;
    private final LongSupplier nanos;
    private final long periodNanos;
    private final long costNanos;

    /**
     * @param nanos a monotonic clock (S-102)
     */
    public RateTable(FailureRates.Rate rate, LongSupplier nanos) {
        this.nanos = nanos;
        this.periodNanos = rate.period().toNanos();
        this.costNanos = periodNanos / rate.events();
        this.spentUntil =
                Caffeine.newBuilder()
                        .maximumSize(KEYS)
                        .expireAfterWrite(rate.period())
                        .ticker(nanos::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * Counts one event of {@code key}, unless the key is over its rate.
     *
     * @return 0 while the key keeps to its rate, else after how many whole seconds it does again
     */
    public int count(K key) {
        int seconds = wait(key);
        if (seconds == 0) {
            long now = nanos.getAsLong();
            spentUntil.asMap().merge(key, now + costNanos, (old, _) -> later(old, now) + costNanos);
        }
        return seconds;
    }

    /** The same answer as {@link #count}, without counting. */
    public int wait(K key) {
        long now = nanos.getAsLong();
        Long until = spentUntil.getIfPresent(key);
        long spent = until == null ? now : later(until, now);
        return seconds(Math.max(0, spent - now + costNanos - periodNanos));
    }

    /** The later of two readings of a clock that may overflow. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static int seconds(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
