package io.raygate.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The record of every change, each entry bound to the one before it by its hash (S-92): what was
 * changed or taken out afterwards shows.
 */
public final class AuditTable {
    private static final String START = "0".repeat(64);

    private final Transaction transaction;

    AuditTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Says that something was refused to somebody who is known.
     *
     * @param target what it was about; empty where nothing single was
     */
    public void denied(String action, String target) {
        append(action, target, "", "", AuditRecord.Outcome.DENIED);
    }

    /** Says how much more was refused, of which the single attempts are not told. */
    public void denied(long count) {
        String state = new JsonObject().put("count", count).encode();
        append("calls.more", "", "", state, AuditRecord.Outcome.DENIED);
    }

    void done(String action, String target, String before, String after) {
        append(action, target, before, after, AuditRecord.Outcome.DONE);
    }

    private void append(
            String action,
            String target,
            String before,
            String after,
            AuditRecord.Outcome outcome) {
        Revisions.Head head = transaction.head();
        AuditRecord open =
                new AuditRecord(
                        head.entries() + 1,
                        transaction.now(),
                        transaction.actor(),
                        action,
                        target,
                        before,
                        after,
                        outcome,
                        head.head(),
                        "");
        String hash = hash(open);
        Actor actor = open.actor();
        transaction
                .sql()
                .update(
                        "INSERT INTO audit (entry, at, actor, actor_role, address, request_id, action, target,"
                                + " state_before, state_after, outcome, previous, hash)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        open.entry(),
                        open.at().toEpochMilli(),
                        actor.id(),
                        actor.role(),
                        actor.address(),
                        actor.requestId(),
                        action,
                        target,
                        before,
                        after,
                        word(outcome),
                        open.previous(),
                        hash);
        transaction.audited(open.entry(), hash);
    }

    /** Newest first. */
    public Change<Page<AuditRecord>> list(
            AuditFilter filter, int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        long before = cursorText == null ? Long.MAX_VALUE : cursor.at();
        List<AuditRecord> found =
                transaction
                        .sql()
                        .list(
                                "SELECT * FROM audit WHERE entry < ?"
                                        + " AND at >= ? AND at < ?"
                                        + " AND (actor = ? OR ? = '') AND (action = ? OR ? = '')"
                                        + " AND (target = ? OR ? = '')"
                                        + " ORDER BY entry DESC LIMIT ?",
                                AuditTable::read,
                                before,
                                filter.from() == null
                                        ? Long.MIN_VALUE
                                        : filter.from().toEpochMilli(),
                                filter.to() == null ? Long.MAX_VALUE : filter.to().toEpochMilli(),
                                orEmpty(filter.actor()),
                                orEmpty(filter.actor()),
                                orEmpty(filter.action()),
                                orEmpty(filter.action()),
                                orEmpty(filter.target()),
                                orEmpty(filter.target()),
                                limit + 1);
        return Change.done(
                Page.of(found, limit, entry -> new Cursor(entry.entry(), entry.hash()).text()));
    }

    /** Follows the chain from its first entry to the last one. */
    public AuditVerdict verify() {
        Chain chain = new Chain();
        transaction
                .sql()
                .each("SELECT * FROM audit ORDER BY entry", AuditTable::read, chain::follow);
        return chain.verdict(transaction.head());
    }

    /** As far as the chain was followed. */
    private static final class Chain {
        private long entries;
        private String head = START;
        private @Nullable AuditVerdict broken;

        void follow(AuditRecord record) {
            if (broken != null) {
                return;
            }
            if (record.entry() != entries + 1) {
                broken = new AuditVerdict.Broken(entries + 1, "is missing");
            } else if (!record.previous().equals(head) || !record.hash().equals(hash(record))) {
                broken = new AuditVerdict.Broken(record.entry(), "is not as it was written");
            }
            entries = record.entry();
            head = record.hash();
        }

        AuditVerdict verdict(Revisions.Head end) {
            if (broken != null) {
                return broken;
            }
            return end.entries() == entries && end.head().equals(head)
                    ? new AuditVerdict.Intact(entries, head)
                    : new AuditVerdict.Broken(
                            Math.min(entries, end.entries()) + 1, "is missing, or is one too many");
        }
    }

    /** All fields as one JSON list, which no two entries share. */
    private static String hash(AuditRecord record) {
        Actor actor = record.actor();
        JsonArray fields =
                new JsonArray()
                        .add(record.previous())
                        .add(record.entry())
                        .add(record.at().toEpochMilli())
                        .add(actor.id())
                        .add(actor.role())
                        .add(actor.address())
                        .add(actor.requestId())
                        .add(record.action())
                        .add(record.target())
                        .add(record.before())
                        .add(record.after())
                        .add(word(record.outcome()));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(fields.encode().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong("entry"),
                Instant.ofEpochMilli(row.getLong("at")),
                new Actor(
                        row.getString("actor"),
                        row.getString("actor_role"),
                        row.getString("address"),
                        row.getString("request_id")),
                row.getString("action"),
                row.getString("target"),
                row.getString("state_before"),
                row.getString("state_after"),
                AuditRecord.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("previous"),
                row.getString("hash"));
    }

    private static String word(AuditRecord.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
