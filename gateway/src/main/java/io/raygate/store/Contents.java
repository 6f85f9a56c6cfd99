package io.raygate.store;

/**
 * How much a store holds.
 *
 * @param keys of the data plane and of who administers, revoked ones too
 */
public record Contents(long tenants, long keys, long limits, long revocations, long auditEntries) {

    static Contents of(Sql sql) {
        return new Contents(
                count(sql, "tenants"),
                count(sql, "api_keys"),
                count(sql, "limits"),
                count(sql, "revocations"),
                count(sql, "audit"));
    }

    private static long count(Sql sql, String table) {
        return sql.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElse(0L);
    }

    public boolean isEmpty() {
        return tenants + keys + limits + revocations + auditEntries == 0;
    }

    /** For people. */
    @Override
    public String toString() {
        return "%d tenants, %d keys, %d sets of limits, %d revocations and %d entries of the audit"
                .formatted(tenants, keys, limits, revocations, auditEntries);
    }
}
