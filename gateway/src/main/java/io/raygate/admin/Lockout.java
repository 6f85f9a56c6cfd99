package io.raygate.admin;

import io.raygate.auth.Throttle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows the guessing of credentials (S-91): after five failures in five minutes an address is not
 * told anything for a second, and twice as long after each further failure, up to a quarter of an
 * hour. Guesses at one credential from many addresses are slowed the same way. Only guesses are:
 * what is right is to be taken whatever this says, so that nobody can lock its owner out. Both
 * tables are bounded; the one that was used longest ago goes first. Any thread.
 */
final class Lockout {
    private static final int MOST = 10_000;
    private static final int FREE_FAILURES = 5;
    private static final long WINDOW = Duration.ofMinutes(5).toNanos();
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Count> addresses = new Table();
    private final Map<String, Count> ids = new Table();

    /** Those used longest ago first. */
    private static final class Table extends LinkedHashMap<String, Count> {
        private static final long serialVersionUID = 1L;

        Table() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST;
        }
    }

    /**
     * Failures in a row.
     *
     * @param quietFrom when the lock, if there is one, ends
     */
    private record Count(int failures, long quietFrom) {
        static final Count NONE = new Count(0, 0);
    }

    /**
     * @param nanos a monotonic clock (S-102)
     */
    Lockout(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Seconds for which guesses from this address are told nothing; 0 for none. */
    synchronized int wait(String address) {
        return seconds(addresses, Throttle.network(address));
    }

    /**
     * Counts a wrong credential, unless its address is locked already.
     *
     * @param id that it claims, or null
     * @return seconds for which the address or the id was locked already, 0 for none
     */
    synchronized int failed(String address, @Nullable String id) {
        int locked = wait(address);
        if (locked > 0) {
            return locked;
        }
        count(addresses, Throttle.network(address));
        int wait = id == null ? 0 : seconds(ids, id);
        if (id != null && wait == 0) {
            count(ids, id);
        }
        return wait;
    }

    /** A right credential: what was typed wrong before it is forgotten. */
    synchronized void passed(String address) {
        addresses.remove(Throttle.network(address));
    }

    private void count(Map<String, Count> table, String key) {
        long now = nanos.getAsLong();
        Count before = current(table, key, now);
        int failures = before.failures() + 1;
        int doublings = Math.min(failures - FREE_FAILURES, 20);
        long lock = doublings < 0 ? 0 : Math.min(FIRST << doublings, LONGEST);
        table.put(key, new Count(failures, now + lock));
    }

    private int seconds(Map<String, Count> table, String key) {
        long now = nanos.getAsLong();
        Count count = current(table, key, now);
        long left = count.failures() == 0 ? 0 : count.quietFrom() - now;
        return left <= 0
                ? 0
                : (int) TimeUnit.NANOSECONDS.toSeconds(left + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    /** Five minutes without a failure, counted from the end of a lock, are the end of it. */
    private static Count current(Map<String, Count> table, String key, long now) {
        Count count = table.get(key);
        return count == null || now - count.quietFrom() > WINDOW ? Count.NONE : count;
    }
}
