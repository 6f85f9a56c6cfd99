package io.raygate.store;

import io.raygate.auth.Digest;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers that are given again when the same request comes again (Idempotency-Key), for 24 hours.
 * What lies here must be sealed: an answer may hold a new key.
 */
public final class ReplayTable {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Transaction transaction;

    /**
     * An answer that was given.
     *
     * @param request digest of what was asked
     * @param sealed body, unreadable without the caller's own key
     */
    public record Replay(Digest request, int status, String sealed) {}

    ReplayTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * What was answered under this key.
     *
     * @param key digest of who asks and his Idempotency-Key
     */
    public Optional<Replay> find(Digest key) {
        return transaction
                .sql()
                .first(
                        "SELECT * FROM replays WHERE digest = ? AND created_at > ?",
                        row ->
                                new Replay(
                                        KeyRows.digest(row.getString("request")),
                                        row.getInt("status"),
                                        row.getString("sealed")),
                        KeyRows.hex(key),
                        oldest());
    }

    /** Keeps an answer, and forgets those that are too old. */
    public void keep(Digest key, Replay replay) {
        transaction.sql().update("DELETE FROM replays WHERE created_at <= ?", oldest());
        transaction
                .sql()
                .update(
                        "INSERT INTO replays (digest, request, status, sealed, created_at) VALUES (?, ?, ?, ?, ?)",
                        KeyRows.hex(key),
                        KeyRows.hex(replay.request()),
                        replay.status(),
                        replay.sealed(),
                        transaction.now().toEpochMilli());
    }

    private long oldest() {
        return transaction.now().minus(KEPT).toEpochMilli();
    }
}
