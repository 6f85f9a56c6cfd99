package io.raygate.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and admin credentials by what they have in common. */
public final class KeySearch {
    private final Transaction transaction;

    KeySearch(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Oldest first. */
    public Change<Page<KeyRecord>> list(KeyFilter filter, int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        StringBuilder where =
                new StringBuilder(
                        "SELECT * FROM api_keys WHERE (created_at > ? OR (created_at = ? AND id > ?))"
                                + " AND admin_role IS "
                                + (filter.admin() ? "NOT NULL" : "NULL"));
        List<Object> values = new ArrayList<>(List.of(cursor.at(), cursor.at(), cursor.id()));
        narrow(where, values, "tenant", filter.tenant());
        narrow(where, values, "name", filter.name());
        narrow(where, values, "owner", filter.owner());
        Boolean enabled = filter.enabled();
        narrow(where, values, "enabled", enabled == null ? null : enabled ? 1 : 0);
        values.add(limit + 1);
        List<KeyRecord> found =
                transaction
                        .sql()
                        .list(
                                where + " ORDER BY created_at, id LIMIT ?",
                                KeyRows::read,
                                values.toArray());
        return Change.done(
                Page.of(
                        found,
                        limit,
                        key -> new Cursor(key.createdAt().toEpochMilli(), key.id()).text()));
    }

    /** Whether any admin credential of this role is in force. */
    public boolean hasActive(String role) {
        return transaction
                .sql()
                .first(
                        "SELECT 1 FROM api_keys WHERE admin_role = ? AND enabled = 1 AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?) LIMIT 1",
                        row -> true,
                        role,
                        transaction.now().toEpochMilli())
                .isPresent();
    }

    /** The id of the key that a rotation put in the place of this one. */
    @Nullable String inPlaceOf(String id) {
        return transaction
                .sql()
                .first(
                        "SELECT id FROM api_keys WHERE rotated_from = ? LIMIT 1",
                        row -> row.getString(1),
                        id)
                .orElse(null);
    }

    private static void narrow(
            StringBuilder where, List<Object> values, String column, @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }

    /** How many keys of a tenant open something now, or would again. */
    long countUnrevoked(String tenant) {
        return transaction
                .sql()
                .first(
                        "SELECT count(*) FROM api_keys WHERE tenant = ? AND revoked_at IS NULL",
                        row -> row.getLong(1),
                        tenant)
                .orElse(0L);
    }

    /** How many keys of a tenant open something now. */
    long countActive(String tenant) {
        return transaction
                .sql()
                .first(
                        "SELECT count(*) FROM api_keys WHERE tenant = ? AND enabled = 1 AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?)",
                        row -> row.getLong(1),
                        tenant,
                        transaction.now().toEpochMilli())
                .orElse(0L);
    }
}
