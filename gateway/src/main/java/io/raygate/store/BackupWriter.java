package io.raygate.store;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Writes all that a store is made of as {@link BackupFormat} has it, row by row. Valid only inside
 * the function that its transaction was handed to. Blocking.
 */
public final class BackupWriter {
    private final Transaction transaction;
    private final MessageDigest digest = BackupFormat.sha256();

    BackupWriter(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Writes.
     *
     * @param lines takes each line with its line feed
     */
    public void write(Consumer<String> lines) {
        Consumer<JsonObject> taker = line -> take(line, lines);
        JsonObject rows = new JsonObject();
        long all = 0;
        for (BackupTable table : BackupFormat.TABLES) {
            long count = count(table);
            rows.put(table.name(), count);
            all += count;
        }
        taker.accept(
                new JsonObject()
                        .put("format", BackupFormat.NAME)
                        .put("version", BackupFormat.VERSION)
                        .put("at", transaction.now().toString())
                        .put("rows", rows));
        BackupFormat.TABLES.forEach(table -> write(table, taker));
        lines.accept(BackupFormat.trailer(all, digest.digest()));
    }

    private void take(JsonObject line, Consumer<String> lines) {
        String text = line.encode() + "\n";
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        lines.accept(text);
    }

    private long count(BackupTable table) {
        return transaction
                .sql()
                .first("SELECT count(*) FROM " + table.name(), row -> row.getLong(1))
                .orElse(0L);
    }

    private void write(BackupTable table, Consumer<JsonObject> lines) {
        transaction
                .sql()
                .each(
                        table.select(),
                        BackupWriter::row,
                        row ->
                                lines.accept(
                                        new JsonObject()
                                                .put("table", table.name())
                                                .put("row", row)));
    }

    private static JsonObject row(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        JsonObject values = new JsonObject();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnLabel(i), row.getObject(i));
        }
        return values;
    }
}
