package io.raygate.auth.jwt.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets tokens of an unknown key wait for one fetch that begins after they came: one search at a
 * time and a minute, so that no flood of made-up names reaches the issuer, and few that wait, so
 * that none fills our memory (S-55). Not thread-safe.
 */
final class KidSearches {
    private static final int MOST_WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private @Nullable Promise<Void> waiting;
    private int count;
    private boolean wanted;
    private boolean fetching;
    private boolean any;
    private long began;

    /**
     * Joins the search that is on, or begins one.
     *
     * @param mayBegin whether the issuer may be asked now
     * @return null where the caller must not wait
     */
    @Nullable Future<Void> join(long nowNanos, boolean mayBegin) {
        if (waiting == null && (!mayBegin || isTooSoon(nowNanos))) {
            return null;
        }
        if (waiting == null) {
            begin(nowNanos);
        }
        return waiting == null || ++count > MOST_WAITING ? null : waiting.future();
    }

    private boolean isTooSoon(long nowNanos) {
        return any && nowNanos - began < RefreshTimes.PAUSE.toNanos();
    }

    private void begin(long nowNanos) {
        waiting = Promise.promise();
        count = 0;
        any = true;
        began = nowNanos;
        wanted = true;
    }

    /** Whether a fetch is wanted that has not begun. */
    boolean isWanted() {
        return wanted;
    }

    void fetchBegins() {
        fetching = wanted;
        wanted = false;
    }

    /** Those to be told, now that a fetch has ended; a search that came after its start goes on. */
    @Nullable Promise<Void> fetchEnded() {
        return fetching ? end() : null;
    }

    /** Those who have waited long enough. */
    @Nullable Promise<Void> overdue(long nowNanos) {
        return waiting != null && nowNanos - began >= PATIENCE.toNanos() ? end() : null;
    }

    /** Ends what is on. */
    @Nullable Promise<Void> end() {
        Promise<Void> over = waiting;
        waiting = null;
        fetching = false;
        return over;
    }
}
