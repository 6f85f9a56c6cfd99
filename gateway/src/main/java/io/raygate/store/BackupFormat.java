package io.raygate.store;

import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a backup looks like: JSON lines, each ending in a line feed. The first is a header {@code
 * {"format": "raygate-backup", "version": 3, "at": ..., "rows": {table: number}}}; then comes each
 * row as {@code {"table": ..., "row": {column: value}}}, with columns and values as the migrations
 * have them, but for the epoch, which is another one after each restore, and the version of what is
 * used of quotas, which is read anew; the last is the trailer {@code {"end": {"rows": number,
 * "sha256": hex}}}, whose digest is that of all octets before it.
 */
final class BackupFormat {
    static final String NAME = "raygate-backup";
    static final int VERSION = 3;

    /** The table of one row that says how far the others are. */
    static final String CHANGES = "changes";

    /**
     * The tables in the order of their rows. Answers to repeated requests are not among them: they
     * last a day, and open nothing without their caller. Nor is what requests cost.
     */
    static final List<BackupTable> TABLES =
            List.of(
                    BackupTable.of(
                            CHANGES,
                            "one",
                            "one INT",
                            "revision LONG",
                            "audit_entries LONG",
                            "audit_head DIGEST"),
                    BackupTable.of(
                            "peppers", "version", "version INT", "proof DIGEST", "created_at LONG"),
                    BackupTable.of(
                            "tenants",
                            "id",
                            "id TEXT",
                            "name TEXT",
                            "suspended INT",
                            "max_key_life LONG?",
                            "meta MAP",
                            "created_at LONG",
                            "deleted_at LONG?",
                            "revision LONG",
                            "limits TEXT? 2",
                            "parent TEXT? 2"),
                    BackupTable.of(
                            "api_keys",
                            "id",
                            "id ID",
                            "name TEXT",
                            "readable_start TEXT",
                            "environment TEXT",
                            "tenant TEXT?",
                            "admin_role TEXT?",
                            "digest DIGEST",
                            "pepper INT",
                            "older_digest DIGEST?",
                            "older_pepper INT?",
                            "scopes LIST",
                            "routes LIST",
                            "models LIST",
                            "allowed_cidrs RANGES",
                            "owner TEXT",
                            "tags LIST",
                            "meta MAP",
                            "enabled INT",
                            "created_at LONG",
                            "expires_at LONG?",
                            "last_used_at LONG?",
                            "rotated_from TEXT?",
                            "revoked_at LONG?",
                            "revoked_reason TEXT?",
                            "revision LONG",
                            "limits TEXT? 2"),
                    BackupTable.of(
                            "limits",
                            "name",
                            "name TEXT 2",
                            "words OBJECT 2",
                            "created_at LONG 2",
                            "changed_at LONG 2",
                            "deleted_at LONG? 2",
                            "revision LONG 2"),
                    BackupTable.of(
                            "revocations",
                            "id",
                            "id TEXT",
                            "issuer TEXT",
                            "kind TEXT",
                            "subject TEXT",
                            "issued_before LONG?",
                            "reason TEXT",
                            "created_at LONG",
                            "expires_at LONG?",
                            "lifted_at LONG?",
                            "revision LONG"),
                    BackupTable.of(
                            "quota_used",
                            "kind, subject, route, counts, begins, ends, gateway",
                            "gateway TEXT 3",
                            "kind TEXT 3",
                            "subject TEXT 3",
                            "route TEXT 3",
                            "counts TEXT 3",
                            "begins LONG 3",
                            "ends LONG 3",
                            "used LONG 3",
                            "owed LONG 3",
                            "folded LONG 3"),
                    BackupTable.of(
                            "audit",
                            "entry",
                            "entry LONG",
                            "at LONG",
                            "actor TEXT",
                            "actor_role TEXT",
                            "address TEXT",
                            "request_id TEXT",
                            "action TEXT",
                            "target TEXT",
                            "state_before TEXT",
                            "state_after TEXT",
                            "outcome TEXT",
                            "previous DIGEST",
                            "hash DIGEST"));

    private BackupFormat() {}

    /** With its line feed. */
    static String trailer(long rows, byte[] sha256) {
        JsonObject end =
                new JsonObject().put("rows", rows).put("sha256", HexFormat.of().formatHex(sha256));
        return new JsonObject().put("end", end).encode() + "\n";
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
