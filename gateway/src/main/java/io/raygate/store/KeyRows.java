package io.raygate.store;

import io.raygate.auth.Digest;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.apikey.Peppers.Peppered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as rows and back, and as the audit shows them. */
final class KeyRows {

    private KeyRows() {}

    /**
     * @param digests of the key, one or two, that of the newest pepper first
     */
    static void insert(Sql sql, KeyRecord key, List<Peppered> digests) {
        Peppered newest = digests.getFirst();
        Peppered older = digests.size() > 1 ? digests.get(1) : null;
        KeyRecord.Words words = key.words();
        KeyRecord.Revoked revoked = key.revoked();
        sql.update(
                "INSERT INTO api_keys (id, name, readable_start, environment, tenant, admin_role, digest, pepper,"
                        + " older_digest, older_pepper,"
                        + " scopes, routes, models, allowed_cidrs, limits, owner, tags, meta, enabled, created_at,"
                        + " expires_at, last_used_at, rotated_from, revoked_at, revoked_reason, revision)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                words.name(),
                key.prefix(),
                words.environment(),
                key.tenant(),
                key.role(),
                hex(newest.digest()),
                newest.pepper(),
                older == null ? null : hex(older.digest()),
                older == null ? null : older.pepper(),
                JsonColumns.text(words.grants().scopes()),
                JsonColumns.text(words.grants().routes()),
                JsonColumns.text(words.grants().models()),
                JsonColumns.text(words.grants().allowedCidrs()),
                words.grants().limits(),
                words.owner(),
                JsonColumns.text(words.tags()),
                JsonColumns.text(words.meta()),
                words.enabled() ? 1 : 0,
                key.createdAt().toEpochMilli(),
                Sql.millis(words.expiresAt()),
                Sql.millis(key.lastUsedAt()),
                key.rotatedFrom(),
                revoked == null ? null : revoked.at().toEpochMilli(),
                revoked == null ? null : revoked.reason(),
                key.revision());
    }

    static void update(Sql sql, KeyRecord key) {
        KeyRecord.Words words = key.words();
        KeyRecord.Revoked revoked = key.revoked();
        sql.update(
                "UPDATE api_keys SET name = ?, environment = ?, scopes = ?, routes = ?, models = ?,"
                        + " allowed_cidrs = ?, limits = ?, owner = ?, tags = ?, meta = ?, enabled = ?, expires_at = ?,"
                        + " revoked_at = ?, revoked_reason = ?, revision = ? WHERE id = ?",
                words.name(),
                words.environment(),
                JsonColumns.text(words.grants().scopes()),
                JsonColumns.text(words.grants().routes()),
                JsonColumns.text(words.grants().models()),
                JsonColumns.text(words.grants().allowedCidrs()),
                words.grants().limits(),
                words.owner(),
                JsonColumns.text(words.tags()),
                JsonColumns.text(words.meta()),
                words.enabled() ? 1 : 0,
                Sql.millis(words.expiresAt()),
                revoked == null ? null : revoked.at().toEpochMilli(),
                revoked == null ? null : revoked.reason(),
                key.revision(),
                key.id());
    }

    static KeyRecord read(ResultSet row) throws SQLException {
        return new KeyRecord(
                row.getString("id"),
                row.getString("readable_start"),
                row.getString("tenant"),
                row.getString("admin_role"),
                words(row),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Sql.instant(row, "last_used_at"),
                row.getString("rotated_from"),
                revoked(row),
                row.getInt("pepper"),
                row.getLong("revision"));
    }

    private static KeyRecord.Words words(ResultSet row) throws SQLException {
        return new KeyRecord.Words(
                row.getString("name"),
                row.getString("environment"),
                new KeyGrants(
                        JsonColumns.list(row.getString("scopes")),
                        JsonColumns.list(row.getString("routes")),
                        JsonColumns.list(row.getString("models")),
                        JsonColumns.list(row.getString("allowed_cidrs")),
                        row.getString("limits")),
                row.getString("owner"),
                JsonColumns.list(row.getString("tags")),
                JsonColumns.map(row.getString("meta")),
                row.getInt("enabled") != 0,
                Sql.instant(row, "expires_at"));
    }

    private static KeyRecord.@Nullable Revoked revoked(ResultSet row) throws SQLException {
        Instant at = Sql.instant(row, "revoked_at");
        return at == null ? null : new KeyRecord.Revoked(at, row.getString("revoked_reason"));
    }

    /** The newest digest of a row that these can check; the newest of all where they can none. */
    static Peppered readable(ResultSet row, Peppers peppers) throws SQLException {
        int newest = row.getInt("pepper");
        int version = peppers.checking(newest, row.getInt("older_pepper"));
        return new Peppered(
                version, digest(row.getString(version == newest ? "digest" : "older_digest")));
    }

    static String hex(Digest digest) {
        return digest.text().substring("sha256:".length());
    }

    static Digest digest(String hex) {
        return Digest.of(HexFormat.of().parseHex(hex));
    }

    /** Without anything that could be taken for a secret. */
    static String describe(KeyRecord key) {
        KeyRecord.Words words = key.words();
        KeyRecord.Revoked revoked = key.revoked();
        return new JsonObject()
                .put("name", words.name())
                .put("environment", words.environment())
                .put("tenant", key.tenant())
                .put("role", key.role())
                .put("scopes", new JsonArray(words.grants().scopes()))
                .put("routes", new JsonArray(words.grants().routes()))
                .put("models", new JsonArray(words.grants().models()))
                .put("allowedCidrs", new JsonArray(words.grants().allowedCidrs()))
                .put("limits", words.grants().limits())
                .put("owner", words.owner())
                .put("tags", new JsonArray(words.tags()))
                .put("meta", new JsonObject(JsonColumns.text(words.meta())))
                .put("enabled", words.enabled())
                .put("expiresAt", text(words.expiresAt()))
                .put("rotatedFrom", key.rotatedFrom())
                .put("revokedAt", revoked == null ? null : text(revoked.at()))
                .put("revokedReason", revoked == null ? null : revoked.reason())
                .encode();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
