package io.raygate.forward;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many retries a cluster may cost: a share of its requests over the last 10 seconds, and at
 * least three in a second (S-85). Shared by all event loops.
 */
final class RetryBudget {
    private static final int SECONDS = 10;
    private static final int LEAST_PER_SECOND = 3;

    private final AtomicLongArray second = new AtomicLongArray(SECONDS);
    private final AtomicIntegerArray requests = new AtomicIntegerArray(SECONDS);
    private final AtomicIntegerArray retries = new AtomicIntegerArray(SECONDS);

    RetryBudget() {
        for (int i = 0; i < SECONDS; i++) {
            second.set(i, Long.MIN_VALUE);
        }
    }

    /** A request, retried or not. */
    void request(long nowNanos) {
        requests.incrementAndGet(slot(nowNanos));
    }

    /** Takes a retry out of the budget if one is left. */
    boolean tryRetry(long nowNanos, double share) {
        int slot = slot(nowNanos);
        boolean allowed =
                retries.get(slot) < LEAST_PER_SECOND
                        || sum(retries, nowNanos) < share * sum(requests, nowNanos);
        if (allowed) {
            retries.incrementAndGet(slot);
        }
        return allowed;
    }

    private int slot(long nowNanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
        int slot = (int) Math.floorMod(now, (long) SECONDS);
        long seen = second.get(slot);
        if (seen != now && second.compareAndSet(slot, seen, now)) {
            requests.set(slot, 0);
            retries.set(slot, 0);
        }
        return slot;
    }

    private long sum(AtomicIntegerArray counts, long nowNanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
        long sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            long age = now - second.get(i);
            sum += age >= 0 && age < SECONDS ? counts.get(i) : 0;
        }
        return sum;
    }
}
