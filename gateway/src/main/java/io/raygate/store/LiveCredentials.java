package io.raygate.store;

import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Peppers;
import io.raygate.tenant.TenantWords;
import io.raygate.tenant.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the data path looks up as the store has it: loads all once, then follows each change,
 * told or found by looking. Where the store does not answer, what is known stays (section 17).
 */
public final class LiveCredentials implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);
    private static final Duration FLUSH = Duration.ofSeconds(20);

    private final Store store;
    private final Parts parts;
    private final LiveRows rows;
    private final News news;
    private final KeyUseWriter uses;
    private final Thread follower;
    private final Thread noter;
    private Revisions.@Nullable Mark seen;
    private long revokedAt;
    private @Nullable Peppers peppers;
    private volatile String complaint = "";
    private volatile boolean closed;

    /**
     * What it keeps current, and how.
     *
     * @param limits keeps the sets of limits
     * @param peppers gives those to go on with, held against the store, which it may ask; called
     *     when the store answers for the first time
     * @param revocations is handed all in force whenever others are
     * @param answers is told whether the store answers, at each change of that
     * @param poll how long a change may stay unnoticed where nobody tells
     * @param maxStale how long known keys count while the store is gone
     */
    public record Parts(
            KeyRing ring,
            Tenants tenants,
            LimitFollower limits,
            Supplier<Peppers> peppers,
            Consumer<List<RevocationRecord>> revocations,
            Consumer<Boolean> answers,
            InstantSource wall,
            Duration poll,
            Duration maxStale) {}

    public LiveCredentials(Store store, Parts parts) {
        this.store = store;
        this.parts = parts;
        this.rows = new LiveRows(parts.ring());
        this.news = News.of(store.database());
        this.uses = new KeyUseWriter(store, parts.ring());
        this.follower = Thread.ofPlatform().daemon().name("credentials").unstarted(this::follow);
        this.noter = Thread.ofPlatform().daemon().name("key-uses").unstarted(this::note);
        parts.ring().lost();
    }

    /**
     * Loads all once; blocking.
     *
     * @throws StoreUnavailable if the store does not answer; then {@link #start} goes on trying
     */
    public void load() {
        catchUp();
    }

    /** Begins to follow changes, on a thread of its own. */
    public void start() {
        store.onCommit(this::seeOwnChange);
        follower.start();
        noter.start();
    }

    /** Whether everything was loaded at least once. */
    public synchronized boolean isLoaded() {
        return seen != null;
    }

    /**
     * A change made here counts here before its caller hears of it. It is made in any case: where
     * it cannot be read, what is known here is behind, which shows, and is looked at again at once.
     */
    private void seeOwnChange() {
        if (!caughtUp()) {
            news.wake();
        }
    }

    /** Whether all was brought in; where it was not, that shows before anybody else tries. */
    private synchronized boolean caughtUp() {
        try {
            catchUp();
            return true;
        } catch (StoreUnavailable gone) {
            lose(gone);
        } catch (RuntimeException fault) {
            fail(fault);
        }
        return false;
    }

    private void follow() {
        while (!closed) {
            try {
                if (!parts.ring().isLost()) {
                    news.await(parts.poll());
                }
                if (isLoaded() && news.mark(store.database()).equals(seen())) {
                    find();
                } else if (!caughtUp()) {
                    pause();
                }
            } catch (StoreUnavailable | SQLException gone) {
                lose(gone);
                pause();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException fault) {
                fail(fault);
                pause();
            }
        }
    }

    /** Apart from following: however many keys were used, no revocation waits for that. */
    private void note() {
        while (!closed) {
            try {
                Thread.sleep(FLUSH);
                uses.write();
            } catch (StoreUnavailable gone) {
                LOG.warn("when keys were last used could not be written: {}", gone.getMessage());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("writing when keys were last used failed, it goes on", fault);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(parts.poll());
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    private synchronized Revisions.@Nullable Mark seen() {
        return seen;
    }

    /** Of what the store answers, and nobody can use. */
    private void fail(RuntimeException fault) {
        if (!fault.toString().equals(complaint)) {
            LOG.error("following the store of credentials failed, it goes on", fault);
        }
        complaint = fault.toString();
        lose(fault);
    }

    private void lose(Exception gone) {
        if (closed) {
            return;
        }
        if (gone instanceof StoreUnavailable unusable && unusable.isForGood()) {
            complain(String.valueOf(gone.getMessage()));
        }
        if (!parts.ring().isLost()) {
            LOG.warn(
                    "the store of credentials does not answer; known keys go on for {}: {}",
                    parts.maxStale(),
                    gone.getMessage());
            parts.ring().lost();
            parts.answers().accept(false);
        }
    }

    /** Once: it is looked at again and again, and somebody must change something. */
    private void complain(String fault) {
        if (!fault.equals(complaint)) {
            LOG.error("the store of credentials cannot be used: {}", fault);
        }
        complaint = fault;
    }

    private void find() {
        if (parts.ring().isLost()) {
            LOG.info("the store of credentials answers");
            parts.answers().accept(true);
            complaint = "";
        }
        parts.ring().heard(parts.maxStale().toNanos());
    }

    /**
     * Brings in all that changed since the last time, in one reading of one moment, which waits for
     * no writer: a change that is acknowledged counts here, whoever writes next.
     */
    private synchronized void catchUp() {
        Peppers checking = peppers;
        if (checking == null) {
            checking = prepare();
            peppers = checking;
        }
        boolean all;
        try (Connection connection = store.database().connection()) {
            store.database().beginReading(connection);
            try {
                all = read(new Sql(connection), checking);
            } finally {
                store.database().endReading(connection);
            }
        } catch (SQLException e) {
            throw Sql.unavailable(e);
        }
        if (all) {
            parts.ring().peppers(checking);
        }
        find();
    }

    /** Whether all was read, and not only what has changed. */
    private boolean read(Sql sql, Peppers checking) {
        Revisions.Mark next = new Revisions(sql).mark();
        Revisions.Mark last = seen;
        if (last != null && !next.follows(last)) {
            LOG.warn("the store of credentials was put back to an earlier state: all is read anew");
            rows.retain(sql);
            parts.tenants().retain(LiveRows.tenantIds(sql));
            parts.limits().retain(LiveRows.limitNames(sql));
            last = null;
        }
        long since = last == null ? Revisions.Mark.NONE : last.revision();
        if (!next.equals(last)) {
            apply(sql, since, checking);
        }
        seen = next;
        return since < 0;
    }

    private Peppers prepare() {
        store.prepare();
        Peppers first = parts.peppers().get();
        parts.ring().peppers(first);
        return first;
    }

    /**
     * Goes on with other peppers: each key is read anew, for it is kept by two of them and may have
     * to be checked by the other one now. Until that is done those in use so far are still read.
     * Blocking.
     *
     * @throws StoreUnavailable if the store does not answer; then they are gone on with when it
     *     does
     */
    public synchronized void peppers(Peppers next) {
        peppers = next;
        seen = seen == null ? null : seen.before();
        catchUp();
    }

    /** A set of limits is there before anybody names it, and until nobody does. */
    private void apply(Sql sql, long since, Peppers checking) {
        Map<String, @Nullable String> limits = LiveRows.limits(sql, since);
        limits.forEach(
                (name, words) -> {
                    if (words != null) {
                        parts.limits().store(name, words);
                    }
                });
        rows.keys(sql, since, checking);
        tenants(LiveRows.tenants(sql, since));
        limits.forEach(
                (name, words) -> {
                    if (words == null) {
                        parts.limits().forget(name);
                    }
                });
        long now = parts.wall().millis();
        if (since < 0 || RevocationTable.areOthers(sql, since, revokedAt, now)) {
            parts.revocations().accept(RevocationTable.inForce(sql, now));
            revokedAt = now;
        }
    }

    private void tenants(Map<String, @Nullable TenantWords> changed) {
        parts.tenants().store(changed.values().stream().filter(Objects::nonNull).toList());
        changed.forEach(
                (id, words) -> {
                    if (words == null) {
                        parts.tenants().forget(id);
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        noter.interrupt();
        news.close();
        try {
            uses.write();
        } catch (StoreUnavailable _) {
            LOG.warn("when keys were last used could not be written");
        }
    }
}
