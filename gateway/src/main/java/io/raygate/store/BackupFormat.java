package io.raygate.store;

import java.util.List;

/**
 * What a backup looks like: JSON lines, each ending in a line feed. The first is a header {@code
 * {"format": "raygate-backup", "version": 1, "at": ..., "rows": {table: number}}}; then comes each
 * row as {@code {"table": ..., "row": {column: value}}}, with columns and values as the migrations
 * have them; the last is the trailer {@code {"end": {"rows": number, "sha256": hex}}}, whose digest
 * is that of all octets before it.
 */
final class BackupFormat {
    static final String NAME = "raygate-backup";
    static final int VERSION = 1;

    /**
     * The tables in the order of their rows. Answers to repeated requests are not among them: they
     * last a day, and open nothing without their caller.
     */
    static final List<Table> TABLES =
            List.of(
                    new Table("changes", "one"),
                    new Table("peppers", "version"),
                    new Table("tenants", "id"),
                    new Table("api_keys", "id"),
                    new Table("revocations", "id"),
                    new Table("audit", "entry"));

    /**
     * A table that is kept.
     *
     * @param key the column that orders its rows
     */
    record Table(String name, String key) {}

    private BackupFormat() {}
}
