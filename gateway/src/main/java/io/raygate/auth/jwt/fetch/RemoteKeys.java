package io.raygate.auth.jwt.fetch;

import io.raygate.auth.jwt.IssuerKeys;
import io.raygate.auth.jwt.KeySet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched now and then: it decides when, and keeps the last good set
 * through an issuer's bad day (S-55). It does not fetch itself. Thread-safe; what requests read is
 * one reference.
 */
public final class RemoteKeys implements IssuerKeys {
    private static final int LONGEST_RETRY = (int) RefreshTimes.PAUSE.toSeconds();

    private final KeySource source;
    private final LongSupplier nanos;
    private final RefreshTimes times;
    private final KidSearches searches = new KidSearches();
    private final Trouble trouble;
    private final LongAdder fetched = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Holding holding;
    private boolean fetching;
    private boolean retired;

    RemoteKeys(KeySource source, LongSupplier nanos, RandomGenerator random) {
        this(source, nanos, random, new Holding.Nothing());
    }

    private RemoteKeys(
            KeySource source, LongSupplier nanos, RandomGenerator random, Holding holding) {
        this.source = source;
        this.nanos = nanos;
        this.times = new RefreshTimes(source.refresh(), random, nanos.getAsLong());
        this.trouble = new Trouble(source.id());
        this.holding = holding;
    }

    /** The same keys to be fetched in another way, from the same place. */
    RemoteKeys refetched(KeySource next, RandomGenerator random) {
        return new RemoteKeys(next, nanos, random, holding);
    }

    public KeySource source() {
        return source;
    }

    @Override
    public @Nullable KeySet current() {
        return holding instanceof Holding.Good(var set, var _) ? set : null;
    }

    @Override
    public synchronized int retryAfterSeconds() {
        long seconds = times.untilDue(nanos.getAsLong()).plusNanos(999_999_999).toSeconds();
        return Math.clamp(seconds, 1, LONGEST_RETRY);
    }

    @Override
    public synchronized @Nullable Future<Void> search() {
        long now = nanos.getAsLong();
        return retired ? null : searches.join(now, times.maySearch(now));
    }

    /**
     * Looks at the clock, some times a second. Whether a fetch is to begin now; then {@link #ended}
     * must follow.
     */
    boolean tick() {
        Promise<Void> over;
        boolean begins;
        synchronized (this) {
            long now = nanos.getAsLong();
            expire(now);
            trouble.look(now);
            over = searches.overdue(now);
            begins = !fetching && (times.isDue(now) || searches.isWanted());
            if (begins) {
                fetching = true;
                times.begins(now);
                searches.fetchBegins();
            }
        }
        tell(over);
        return begins;
    }

    private void expire(long now) {
        if (holding instanceof Holding.Good(var _, var since)
                && now - since >= source.maxStale().toNanos()) {
            holding = new Holding.Expired(since);
        }
    }

    /** A fetch has come to this. */
    void ended(FetchResult result) {
        Promise<Void> over;
        synchronized (this) {
            fetching = false;
            switch (result) {
                case FetchResult.Fetched(var set) -> take(set);
                case FetchResult.Failed(var reason) -> keep(reason);
            }
            over = searches.fetchEnded();
        }
        tell(over);
    }

    /** An equal set stays the same object, and what was verified with it stays verified. */
    private void take(KeySet set) {
        KeySet known = current();
        KeySet kept = known != null && known.equals(set) ? known : set;
        holding = new Holding.Good(kept, nanos.getAsLong());
        times.succeeded();
        trouble.over();
        fetched.increment();
    }

    private void keep(String reason) {
        times.failed(holding instanceof Holding.Nothing);
        trouble.failed(reason, nanos.getAsLong());
        failed.increment();
    }

    /** No snapshot to come refers to it: whoever waits is let go, and nobody waits again. */
    void retire() {
        Promise<Void> over;
        synchronized (this) {
            retired = true;
            over = searches.end();
        }
        tell(over);
    }

    private static void tell(@Nullable Promise<Void> waiting) {
        if (waiting != null) {
            waiting.complete();
        }
    }

    /** Whether there has ever been a good set. */
    public boolean hasBeenGood() {
        return !(holding instanceof Holding.Nothing);
    }

    /** How old the last good set is; empty where there was none. */
    public OptionalLong ageNanos() {
        return switch (holding) {
            case Holding.Nothing() -> OptionalLong.empty();
            case Holding.Good(var _, var since) -> age(since);
            case Holding.Expired(var since) -> age(since);
        };
    }

    private OptionalLong age(long since) {
        return OptionalLong.of(nanos.getAsLong() - since);
    }

    /** Whether the issuer has given no good set for so long that somebody should look. */
    public synchronized boolean isAlert() {
        return trouble.isAlert();
    }

    public long fetched() {
        return fetched.sum();
    }

    public long failed() {
        return failed.sum();
    }
}
