package io.raygate.store;

import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Revocations of tokens; a gateway holds all that count in memory, so their number is bounded. */
public final class RevocationTable {
    /** So many in force at once; beyond it, a whole subject or issuer is to be revoked instead. */
    static final int MOST = 100_000;

    private static final String IN_FORCE =
            " lifted_at IS NULL AND (expires_at IS NULL OR expires_at > ?)";

    private final Transaction transaction;

    RevocationTable(Transaction transaction) {
        this.transaction = transaction;
    }

    public Change<RevocationRecord> add(RevocationRecord.New asked) {
        if (count() >= MOST) {
            return new Change.Conflict<>(
                    MOST
                            + " revocations are in force, which is the most: revoke a subject or an issuer instead, or lift some");
        }
        RevocationRecord revocation =
                new RevocationRecord(
                        transaction.generator().nextId(),
                        asked.issuer(),
                        asked.kind(),
                        asked.value(),
                        asked.issuedBefore(),
                        asked.reason(),
                        transaction.now(),
                        asked.expiresAt(),
                        transaction.revision());
        transaction
                .sql()
                .update(
                        "INSERT INTO revocations (id, issuer, kind, subject, issued_before, reason, created_at, expires_at, revision)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        revocation.id(),
                        revocation.issuer(),
                        revocation.kind().name().toLowerCase(Locale.ROOT),
                        revocation.value(),
                        Sql.millis(revocation.issuedBefore()),
                        revocation.reason(),
                        revocation.createdAt().toEpochMilli(),
                        Sql.millis(revocation.expiresAt()),
                        revocation.revision());
        transaction.audit().done("token.revoke", revocation.id(), "", describe(revocation));
        return Change.done(revocation);
    }

    private long count() {
        return transaction
                .sql()
                .first(
                        "SELECT count(*) FROM revocations WHERE" + IN_FORCE,
                        row -> row.getLong(1),
                        transaction.now().toEpochMilli())
                .orElse(0L);
    }

    /** One that is in force. */
    public Optional<RevocationRecord> find(String id) {
        return transaction
                .sql()
                .first(
                        "SELECT * FROM revocations WHERE id = ? AND" + IN_FORCE,
                        RevocationTable::read,
                        id,
                        transaction.now().toEpochMilli());
    }

    /** Those in force, oldest first. */
    public Change<Page<RevocationRecord>> list(int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        List<RevocationRecord> found =
                transaction
                        .sql()
                        .list(
                                "SELECT * FROM revocations WHERE (created_at > ? OR (created_at = ? AND id > ?)) AND"
                                        + IN_FORCE
                                        + " ORDER BY created_at, id LIMIT ?",
                                RevocationTable::read,
                                cursor.at(),
                                cursor.at(),
                                cursor.id(),
                                transaction.now().toEpochMilli(),
                                limit + 1);
        return Change.done(
                Page.of(
                        found,
                        limit,
                        one -> new Cursor(one.createdAt().toEpochMilli(), one.id()).text()));
    }

    /** Whether those in force are others than they were at that revision and time. */
    static boolean areOthers(Sql sql, long revision, long thenMillis, long nowMillis) {
        return sql.first(
                        "SELECT 1 FROM revocations WHERE revision > ?"
                                + " OR (expires_at > ? AND expires_at <= ?) LIMIT 1",
                        row -> true,
                        revision,
                        thenMillis,
                        nowMillis)
                .isPresent();
    }

    /** All in force, as the data path needs them. */
    static List<RevocationRecord> inForce(Sql sql, long nowMillis) {
        return sql.list(
                "SELECT * FROM revocations WHERE" + IN_FORCE, RevocationTable::read, nowMillis);
    }

    /** Takes a revocation back: what it meant is good again. */
    public Change<RevocationRecord> lift(String id) {
        RevocationRecord found = find(id).orElse(null);
        if (found == null) {
            return new Change.Missing<>();
        }
        transaction
                .sql()
                .update(
                        "UPDATE revocations SET lifted_at = ?, revision = ? WHERE id = ?",
                        transaction.now().toEpochMilli(),
                        transaction.revision(),
                        id);
        transaction.audit().done("token.restore", id, describe(found), "");
        return Change.done(found);
    }

    private static RevocationRecord read(ResultSet row) throws SQLException {
        return new RevocationRecord(
                row.getString("id"),
                row.getString("issuer"),
                RevocationRecord.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                Sql.instant(row, "issued_before"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Sql.instant(row, "expires_at"),
                row.getLong("revision"));
    }

    private static String describe(RevocationRecord revocation) {
        Instant before = revocation.issuedBefore();
        return new JsonObject()
                .put("issuer", revocation.issuer())
                .put("kind", revocation.kind().name().toLowerCase(Locale.ROOT))
                .put("value", revocation.value())
                .put("issuedBefore", before == null ? null : before.toString())
                .put("reason", revocation.reason())
                .encode();
    }
}
