package io.raygate.store;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a backup, as {@link BackupFormat} has it, into empty tables; the transaction
 * must not be kept unless it was whole. Blocking.
 */
final class BackupReader {
    private final Sql sql;
    private final BackupLines lines;
    private final Map<String, Long> counts = new HashMap<>();
    private Map<String, BackupTable> tables = Map.of();
    private Revisions.@Nullable Head head;

    /**
     * What was read.
     *
     * @param at when it was written
     * @param head how far its store was
     */
    record Read(String at, long rows, Revisions.Head head) {}

    BackupReader(Sql sql, BackupLines lines) {
        this.sql = sql;
        this.lines = lines;
    }

    /**
     * Fills the tables, but for that of changes.
     *
     * @throws BackupUnfit if the backup is not whole, or a row not as it must be
     */
    Read read() throws BackupUnfit {
        JsonObject header = header(lines.next());
        long rows = 0;
        JsonObject line = lines.next();
        while (!line.containsKey("end")) {
            row(line);
            rows++;
            line = lines.next();
        }
        lines.end(rows);
        for (String table : tables.keySet()) {
            Long expected = header.getJsonObject("rows").getLong(table);
            if (!expected.equals(counts.getOrDefault(table, 0L))) {
                throw new BackupUnfit("it has not the rows of " + table + " that line 1 names");
            }
        }
        Revisions.Head found = head;
        if (found == null) {
            throw new BackupUnfit("it lacks the row of " + BackupFormat.CHANGES);
        }
        return new Read(header.getString("at"), rows, found);
    }

    private JsonObject header(JsonObject header) throws BackupUnfit {
        Object version = header.getValue("version");
        if (!BackupFormat.NAME.equals(header.getValue("format"))) {
            throw fault("is not the beginning of a backup of raygate");
        }
        if (version instanceof Number number && number.longValue() > BackupFormat.VERSION) {
            throw fault(
                    "is of format version "
                            + version
                            + ", and this raygate reads up to version "
                            + BackupFormat.VERSION
                            + ": restore with the raygate that wrote it");
        }
        tables = version instanceof Integer known && known > 0 ? tables(known) : Map.of();
        if (tables.isEmpty()
                || !header.fieldNames().equals(Set.of("format", "version", "at", "rows"))
                || !(header.getValue("at") instanceof String)
                || !(header.getValue("rows") instanceof JsonObject rows)
                || !rows.fieldNames().equals(tables.keySet())
                || !rows.stream().allMatch(it -> BackupTable.Kind.LONG.takes(it.getValue()))) {
            throw fault("is no header of format version " + version);
        }
        return header;
    }

    private static Map<String, BackupTable> tables(int version) {
        return BackupFormat.TABLES.stream()
                .map(table -> table.at(version))
                .filter(table -> !table.columns().isEmpty())
                .collect(Collectors.toUnmodifiableMap(BackupTable::name, Function.identity()));
    }

    /** Only names that are known become part of a statement. */
    private void row(JsonObject line) throws BackupUnfit {
        BackupTable table = line.getValue("table") instanceof String name ? tables.get(name) : null;
        if (table == null || line.size() != 2) {
            throw fault("is no row of a table that is known");
        }
        if (!(line.getValue("row") instanceof JsonObject row)) {
            throw fault("has no row of " + table.name());
        }
        check(table, row);
        counts.merge(table.name(), 1L, Long::sum);
        if (table.name().equals(BackupFormat.CHANGES)) {
            changes(row);
        } else {
            insert(table, row);
        }
    }

    private void check(BackupTable table, JsonObject row) throws BackupUnfit {
        Set<String> known = table.names();
        for (String name : row.fieldNames()) {
            if (!known.contains(name)) {
                throw fault("has a column that " + table.name() + " does not have");
            }
        }
        for (BackupTable.Column column : table.columns()) {
            if (!row.containsKey(column.name())) {
                throw fault("lacks column " + column.name() + " of " + table.name());
            }
            if (!column.takes(row.getValue(column.name()))) {
                throw fault(
                        "has something in column "
                                + column.name()
                                + " that "
                                + table.name()
                                + " cannot have there");
            }
        }
    }

    private void changes(JsonObject row) throws BackupUnfit {
        if (head != null) {
            throw fault("is one row of " + BackupFormat.CHANGES + " too many");
        }
        head =
                new Revisions.Head(
                        row.getLong("revision"),
                        row.getLong("audit_entries"),
                        row.getString("audit_head"));
    }

    private void insert(BackupTable table, JsonObject row) throws BackupUnfit {
        @Nullable Object[] values = table.names().stream().map(row::getValue).toArray();
        try {
            sql.update(table.insert(), values);
        } catch (StoreUnavailable e) {
            if (Sql.isFaultOfValues(e)) {
                throw fault("is not taken: " + table.name() + " has such a row, or never could");
            }
            throw e;
        }
    }

    private BackupUnfit fault(String what) {
        return BackupUnfit.at(lines.number(), what);
    }
}
