package io.raygate.store;

import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyId;
import io.raygate.auth.apikey.KeyUses;
import io.raygate.auth.apikey.Peppers;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The credentials in their database. Everything here blocks: for virtual threads, never for an
 * event loop. Any thread.
 */
public final class Store implements AutoCloseable {
    private static final Actor NOBODY = new Actor("", "", "", "");
    private static final Actor RESTORE = new Actor("restore", "", "", "");
    private static final long PATIENCE_SECONDS = 2;

    private final Database database;
    private final Parts parts;
    private final Transaction.Around around;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final KeyUses uses = new KeyUses();
    private volatile Runnable committed = () -> {};

    /**
     * What the store needs and does not make.
     *
     * @param peppers those in use
     * @param declared tenants of the configuration in force, by id
     * @param declaredLimits its sets of limits, by name
     * @param declaredKeys whether a key with this SHA-256 stands in it
     */
    public record Parts(
            InstantSource wall,
            KeyGenerator generator,
            Supplier<Peppers> peppers,
            Supplier<Map<String, TenantRecord>> declared,
            Supplier<Map<String, LimitRecord>> declaredLimits,
            Predicate<Digest> declaredKeys) {}

    private Store(Database database, Parts parts) {
        this.database = database;
        this.parts = parts;
        this.around =
                new Transaction.Around(
                        parts.generator(),
                        parts.peppers(),
                        parts.declared(),
                        parts.declaredLimits(),
                        parts.declaredKeys(),
                        uses);
    }

    /** A store that is asked for the first time when it is first used. */
    public static Store of(StoreSettings settings, Parts parts) {
        return new Store(Database.of(settings), parts);
    }

    /**
     * Prepares the tables; once before anything else.
     *
     * @throws StoreUnavailable if the database does not answer or cannot be written
     */
    public void prepare() {
        Migrations.apply(database);
    }

    /**
     * Holds peppers against those that the store was used with, and notes new ones if nothing is
     * wrong.
     *
     * @return what is wrong, each in one sentence
     */
    public List<String> take(Peppers peppers) {
        return inTransaction(
                sql -> {
                    PepperProofs proofs = new PepperProofs(sql);
                    Instant now = parts.wall().instant();
                    List<String> faults = proofs.faults(peppers, now);
                    if (faults.isEmpty()) {
                        proofs.note(peppers, now);
                    }
                    return faults;
                },
                List::isEmpty);
    }

    /** Whether no pepper was ever used with it. */
    public boolean isUnused() {
        return inTransaction(sql -> new PepperProofs(sql).isUnused(), _ -> false);
    }

    /**
     * Reads, all as of one moment, however long it takes; changes go on meanwhile.
     *
     * @throws StoreUnavailable if the database does not answer
     */
    public <T> T read(Function<Transaction, T> work) {
        try (Connection connection = database.connection()) {
            database.beginReading(connection);
            try {
                Sql sql = new Sql(connection);
                return work.apply(transaction(sql, NOBODY, new Revisions(sql).current()));
            } finally {
                database.endReading(connection);
            }
        } catch (SQLException e) {
            throw Sql.unavailable(e);
        }
    }

    /**
     * Changes, together with the audit of it, or not at all. When this returns, the data path of
     * this gateway has seen the change.
     *
     * @param dryRun everything is checked and nothing is kept
     * @throws StoreUnavailable if the database does not answer; whether the change was made is then
     *     uncertain only if the connection broke while it was committed
     */
    public <T> Change<T> write(Actor actor, boolean dryRun, Function<Transaction, Change<T>> work) {
        Change<T> change =
                inTransaction(
                        sql -> changed(sql, actor, work),
                        made -> made instanceof Change.Done<T> && !dryRun);
        if (change instanceof Change.Done<T> && !dryRun) {
            committed.run();
        }
        return change;
    }

    /**
     * Adds to the audit where nothing is changed: no gateway has to look what it was.
     *
     * @throws StoreUnavailable if the database does not answer
     */
    public void audit(Actor actor, Consumer<AuditTable> entries) {
        inTransaction(
                sql -> {
                    Revisions revisions = new Revisions(sql);
                    Transaction transaction = transaction(sql, actor, revisions.held());
                    entries.accept(transaction.audit());
                    revisions.audited(transaction.head().entries(), transaction.head().head());
                    return true;
                },
                _ -> true);
    }

    private <T> Change<T> changed(Sql sql, Actor actor, Function<Transaction, Change<T>> work) {
        Revisions revisions = new Revisions(sql);
        Transaction transaction = transaction(sql, actor, revisions.next());
        Change<T> change = work.apply(transaction);
        revisions.audited(transaction.head().entries(), transaction.head().head());
        if (database.isShared()) {
            News.tell(sql);
        }
        return change;
    }

    /** How much it holds now. */
    public Contents contents() {
        return inTransaction(Contents::of, _ -> false);
    }

    /**
     * Makes it what a backup says, or leaves it as it is. Gateways that run notice.
     *
     * @param backup as {@link BackupWriter} wrote it; not closed
     * @param replace whether what is there may go
     * @throws StoreUnavailable if the database does not answer
     */
    public Restored restore(InputStream backup, boolean replace) {
        return inTransaction(
                sql -> {
                    Transaction before = transaction(sql, RESTORE, new Revisions(sql).next());
                    return new Restore(sql, before, database.isShared())
                            .from(
                                    backup,
                                    parts.peppers().get(),
                                    parts.generator().nextId(),
                                    replace);
                },
                restored -> restored instanceof Restored.Done);
    }

    /** To the millisecond: what is answered now is what is read later. */
    private Transaction transaction(Sql sql, Actor actor, Revisions.Head head) {
        Instant now = parts.wall().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Transaction(sql, actor, now, around, head);
    }

    /** Commits where {@code keep} says so. An embedded database has one writer at a time. */
    private <T> T inTransaction(Function<Sql, T> work, Function<T, Boolean> keep) {
        lock();
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            boolean kept = false;
            try {
                T result = work.apply(new Sql(connection));
                if (keep.apply(result)) {
                    connection.commit();
                    kept = true;
                }
                return result;
            } finally {
                if (!kept) {
                    database.rollBack(connection);
                }
            }
        } catch (SQLException e) {
            throw Sql.unavailable(e);
        } finally {
            writing.unlock();
        }
    }

    private void lock() {
        try {
            if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Sql.unavailable(new SQLException("too many changes wait"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Sql.unavailable(new SQLException("interrupted", e));
        }
    }

    /** Writes when keys were last used: no change, and nothing that anybody waits for. */
    void note(Map<KeyId, Long> used) {
        inTransaction(
                sql -> {
                    used.forEach(
                            (key, millis) ->
                                    sql.update(
                                            "UPDATE api_keys SET last_used_at = ? WHERE id = ?",
                                            millis,
                                            key.text()));
                    return true;
                },
                _ -> true);
    }

    /** Writes digests that a newer pepper gave; other gateways learn of them as of any change. */
    void renew(Map<KeyId, KeyUses.Renewal> renewals) {
        inTransaction(
                sql -> {
                    long revision = new Revisions(sql).next().revision();
                    renewals.forEach(
                            (key, renewal) ->
                                    sql.update(
                                            "UPDATE api_keys SET older_digest = digest, older_pepper = pepper,"
                                                    + " digest = ?, pepper = ?, revision = ?"
                                                    + " WHERE id = ? AND pepper > 0 AND pepper < ?",
                                            KeyRows.hex(renewal.digest()),
                                            renewal.pepper(),
                                            revision,
                                            key.text(),
                                            renewal.pepper()));
                    return true;
                },
                _ -> true);
    }

    /** Writes what requests cost, each once: no change, and nothing that anybody waits for. */
    void add(List<UsageEvent> events) {
        inTransaction(
                sql -> {
                    new UsageTable(sql).add(events);
                    return true;
                },
                _ -> true);
    }

    /** Takes away what requests cost of old; so many events at once. */
    int forget(long eventsBefore, long hoursBefore) {
        return inTransaction(
                sql -> new UsageTable(sql).forget(eventsBefore, hoursBefore), _ -> true);
    }

    /** Writes what is used of quotas: no change, and nothing that anybody waits for. */
    boolean keep(Predicate<QuotaTable> work) {
        return inTransaction(sql -> work.test(new QuotaTable(sql)), _ -> true);
    }

    /** Called after each commit, on the thread that made the change. */
    void onCommit(Runnable listener) {
        committed = listener;
    }

    /** What the checking of keys here, and not in memory, leaves to be written. */
    KeyUses uses() {
        return uses;
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
