package io.raygate.store;

import io.raygate.auth.Grants;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.apikey.Peppers.Peppered;
import io.raygate.auth.apikey.StoredKey;
import io.raygate.exchange.AddressRange;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the form that the data path looks up. A million keys share their few kinds of grants and
 * names of tenants. For one thread.
 */
final class LiveRows {
    private static final int MOST_SHARED = 100_000;

    private final KeyRing ring;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();

    /** What keys have in common. */
    private record Kind(Set<String> scopes, Grants grants) {}

    /** A key with its id. */
    record LiveKey(String id, StoredKey key) {}

    LiveRows(KeyRing ring) {
        this.ring = ring;
    }

    /** Takes out of the ring what is not among the keys. */
    void retain(Sql sql) {
        Set<String> found = new HashSet<>();
        sql.each(
                "SELECT id FROM api_keys WHERE admin_role IS NULL",
                row -> row.getString(1),
                found::add);
        ring.retain(found);
    }

    /**
     * Puts all keys changed after {@code revision} into the ring, each by the newest of these
     * peppers that it is kept by. Revoked ones stay there for ever: the same key may stand in the
     * configuration file, and must not open by that.
     */
    void keys(Sql sql, long revision, Peppers peppers) {
        sql.each(
                "SELECT id, name, environment, tenant, digest, pepper, scopes, routes, models, allowed_cidrs,"
                        + " enabled, expires_at, revoked_at,"
                        + " scopes || routes || models || allowed_cidrs || coalesce(limits, ''),"
                        + " older_digest, older_pepper, limits FROM api_keys WHERE admin_role IS NULL AND revision > ?",
                row -> key(row, peppers),
                live -> ring.put(live.id(), live.key()),
                revision);
    }

    /** By number: a driver looks for each name in all of them. */
    private LiveKey key(ResultSet row, Peppers peppers) throws SQLException {
        Kind kind = kind(row);
        long expires = row.getLong(12);
        if (row.wasNull()) {
            expires = Long.MAX_VALUE;
        }
        row.getLong(13);
        boolean isRevoked = !row.wasNull();
        Peppered kept = readable(row, peppers);
        StoredKey key =
                new StoredKey(
                        row.getString(2),
                        shared(row.getString(4)),
                        kept.digest(),
                        kept.pepper(),
                        kind.scopes(),
                        kind.grants(),
                        expires,
                        shared(row.getString(3)),
                        row.getInt(11) != 0 && !isRevoked);
        return new LiveKey(row.getString(1), key);
    }

    private static Peppered readable(ResultSet row, Peppers peppers) throws SQLException {
        int newest = row.getInt(6);
        int version = peppers.checking(newest, row.getInt(16));
        return new Peppered(version, KeyRows.digest(row.getString(version == newest ? 5 : 15)));
    }

    /** Most keys are of a kind that was seen, and what it is need not be read again. */
    private Kind kind(ResultSet row) throws SQLException {
        String text = row.getString(14);
        Kind known = kinds.get(text);
        if (known != null) {
            return known;
        }
        Kind kind =
                new Kind(
                        Set.copyOf(JsonColumns.list(row.getString(7))),
                        new Grants(
                                Set.copyOf(JsonColumns.list(row.getString(8))),
                                Set.copyOf(JsonColumns.list(row.getString(9))),
                                ranges(JsonColumns.list(row.getString(10))),
                                row.getString(17)));
        bound(kinds);
        kinds.put(text, kind);
        return kind;
    }

    private static List<AddressRange> ranges(List<String> texts) {
        return texts.stream().map(AddressRange::parse).toList();
    }

    private String shared(String word) {
        bound(words);
        String known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private static void bound(Map<?, ?> map) {
        if (map.size() >= MOST_SHARED) {
            map.clear();
        }
    }

    static Set<String> tenantIds(Sql sql) {
        return names(sql, "SELECT id FROM tenants WHERE deleted_at IS NULL");
    }

    /** Tenants changed after {@code revision}, by id; null where it is deleted. */
    static Map<String, @Nullable TenantWords> tenants(Sql sql, long revision) {
        return changed(
                sql,
                "SELECT id, deleted_at, suspended, limits, parent FROM tenants WHERE revision > ?",
                LiveRows::words,
                revision);
    }

    private static TenantWords words(ResultSet row) throws SQLException {
        return new TenantWords(
                new TenantId(row.getString(1)),
                row.getLong(3) != 0,
                row.getString(4),
                row.getString(5));
    }

    static Set<String> limitNames(Sql sql) {
        return names(sql, "SELECT name FROM limits WHERE deleted_at IS NULL");
    }

    /** Words of the sets changed after {@code revision}, by name; null where it is deleted. */
    static Map<String, @Nullable String> limits(Sql sql, long revision) {
        return changed(
                sql,
                "SELECT name, deleted_at, words FROM limits WHERE revision > ?",
                row -> row.getString(3),
                revision);
    }

    private static Set<String> names(Sql sql, String query) {
        return new HashSet<>(sql.list(query, row -> row.getString(1)));
    }

    /** What each row says, by its first column; null where the second one says that it is gone. */
    private static <T> Map<String, @Nullable T> changed(
            Sql sql, String query, Sql.Row<T> said, long revision) {
        Map<String, @Nullable T> found = new HashMap<>();
        sql.each(
                query,
                row -> {
                    String name = row.getString(1);
                    row.getLong(2);
                    found.put(name, row.wasNull() ? said.read(row) : null);
                    return name;
                },
                _ -> {},
                revision);
        return found;
    }
}
