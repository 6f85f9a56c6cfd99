package io.raygate.store;

import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tenants of the store, beside those that the configuration declares. */
public final class TenantTable {
    private static final String DECLARED =
            "stands in the configuration file: change it there, under tenants.";

    private final Transaction transaction;

    TenantTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Keys that an earlier tenant of the file left under its id must not open for another one. */
    public Change<TenantRecord> create(TenantRecord.New asked) {
        Optional<TenantRecord> taken = find(asked.id());
        if (taken.isPresent()) {
            return new Change.Conflict<>("a tenant with the id " + asked.id() + " exists");
        }
        long left = transaction.keySearch().countUnrevoked(asked.id());
        if (left > 0) {
            return new Change.Conflict<>(
                    left
                            + " keys of an earlier tenant "
                            + asked.id()
                            + " are not revoked and would open for this one: revoke them first, or choose another id");
        }
        TenantRecord created =
                new TenantRecord(
                        asked.id(),
                        asked.name(),
                        asked.suspended(),
                        asked.maxKeyLife(),
                        asked.limits(),
                        asked.parent(),
                        asked.meta(),
                        transaction.now(),
                        false,
                        transaction.revision());
        return new TenantTree(transaction)
                .faultOf(created)
                .orElseGet(() -> Change.done(created(created)));
    }

    private TenantRecord created(TenantRecord created) {
        transaction.sql().update("DELETE FROM tenants WHERE id = ?", created.id());
        insert(created);
        transaction.audit().done("tenant.create", created.id(), "", describe(created));
        return created;
    }

    void insert(TenantRecord tenant) {
        transaction
                .sql()
                .update(
                        "INSERT INTO tenants (id, name, suspended, max_key_life, limits, parent, meta,"
                                + " created_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        tenant.id(),
                        tenant.name(),
                        tenant.suspended() ? 1 : 0,
                        life(tenant),
                        tenant.limits(),
                        tenant.parent(),
                        JsonColumns.text(tenant.meta()),
                        tenant.createdAt().toEpochMilli(),
                        tenant.revision());
    }

    /** By id, also a declared one. */
    public Optional<TenantRecord> find(String id) {
        TenantRecord declared = transaction.declared().get(id);
        Optional<TenantRecord> stored = stored(id);
        return declared == null
                ? stored
                : Optional.of(stored.map(both -> both.with(declared)).orElse(declared));
    }

    private Optional<TenantRecord> stored(String id) {
        return transaction
                .sql()
                .first(
                        "SELECT * FROM tenants WHERE id = ? AND deleted_at IS NULL",
                        TenantTable::read,
                        id);
    }

    private TenantRecord shown(TenantRecord stored) {
        TenantRecord declared = transaction.declared().get(stored.id());
        return declared == null ? stored : stored.with(declared);
    }

    /** By id, those of the store; the declared ones, which the file bounds, on the first page. */
    public Change<Page<TenantRecord>> list(int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        List<TenantRecord> found =
                new ArrayList<>(
                        transaction
                                .sql()
                                .list(
                                        "SELECT * FROM tenants WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?",
                                        TenantTable::read,
                                        cursor.id(),
                                        limit + 1));
        transaction.declared().values().stream()
                .filter(tenant -> tenant.id().compareTo(cursor.id()) > 0)
                .filter(tenant -> found.stream().noneMatch(it -> it.id().equals(tenant.id())))
                .toList()
                .forEach(found::add);
        found.replaceAll(this::shown);
        found.sort(Comparator.comparing(TenantRecord::id));
        List<TenantRecord> page = found.subList(0, Math.min(found.size(), limit + 1));
        return Change.done(Page.of(page, limit, tenant -> new Cursor(0, tenant.id()).text()));
    }

    /**
     * Changes what {@code edit} makes of it.
     *
     * @param expectedRevision the one that the caller has seen; null: whatever it is
     */
    public Change<TenantRecord> change(
            String id,
            @Nullable Long expectedRevision,
            Function<TenantRecord, Change<TenantRecord>> edit) {
        return existing(id, expectedRevision)
                .then(
                        before ->
                                edit.apply(before)
                                        .then(after -> agreed(before, after))
                                        .map(
                                                after ->
                                                        after.equals(before)
                                                                ? before
                                                                : write(before, after))
                                        .map(this::shown));
    }

    private Change<TenantRecord> agreed(TenantRecord before, TenantRecord after) {
        boolean same =
                Objects.equals(before.limits(), after.limits())
                        && Objects.equals(before.parent(), after.parent());
        return same
                ? Change.done(after)
                : new TenantTree(transaction).faultOf(after).orElseGet(() -> Change.done(after));
    }

    private TenantRecord write(TenantRecord before, TenantRecord asked) {
        TenantRecord after =
                new TenantRecord(
                        before.id(),
                        asked.name(),
                        asked.suspended(),
                        asked.maxKeyLife(),
                        asked.limits(),
                        asked.parent(),
                        asked.meta(),
                        before.createdAt(),
                        false,
                        transaction.revision());
        transaction
                .sql()
                .update(
                        "UPDATE tenants SET name = ?, suspended = ?, max_key_life = ?, limits = ?, parent = ?,"
                                + " meta = ?, revision = ? WHERE id = ?",
                        after.name(),
                        after.suspended() ? 1 : 0,
                        life(after),
                        after.limits(),
                        after.parent(),
                        JsonColumns.text(after.meta()),
                        after.revision(),
                        after.id());
        transaction.audit().done("tenant.change", after.id(), describe(before), describe(after));
        return after;
    }

    /**
     * Only a tenant without keys that open anything, and none below it: what still works must be
     * revoked by name, and nobody is to lose his limits.
     */
    public Change<TenantRecord> delete(String id, @Nullable Long expectedRevision) {
        return existing(id, expectedRevision)
                .then(
                        tenant -> {
                            long active = transaction.keySearch().countActive(id);
                            if (active > 0) {
                                return new Change.Conflict<>(
                                        "the tenant has "
                                                + active
                                                + " active keys: revoke them first");
                            }
                            List<String> children = new TenantTree(transaction).children(id);
                            if (!children.isEmpty() && !transaction.declared().containsKey(id)) {
                                return new Change.Conflict<>(
                                        "the tenant is the parent of "
                                                + LimitTable.listed(children)
                                                + ": give them another one");
                            }
                            transaction.keys().revokeAll(id, "tenant deleted");
                            transaction.quotas().forgetTenant(id);
                            transaction
                                    .sql()
                                    .update(
                                            "UPDATE tenants SET deleted_at = ?, revision = ? WHERE id = ?",
                                            transaction.now().toEpochMilli(),
                                            transaction.revision(),
                                            id);
                            transaction.audit().done("tenant.delete", id, describe(tenant), "");
                            return Change.done(tenant);
                        });
    }

    private Change<TenantRecord> existing(String id, @Nullable Long expectedRevision) {
        TenantRecord found = stored(id).orElse(null);
        if (found == null) {
            return transaction.declared().containsKey(id)
                    ? new Change.Conflict<>("the tenant " + DECLARED + id)
                    : new Change.Missing<>();
        }
        return expectedRevision != null && expectedRevision != found.revision()
                ? new Change.Stale<>()
                : Change.done(found);
    }

    private static @Nullable Long life(TenantRecord tenant) {
        Duration life = tenant.maxKeyLife();
        return life == null ? null : life.toMillis();
    }

    static TenantRecord read(ResultSet row) throws SQLException {
        long life = row.getLong("max_key_life");
        return new TenantRecord(
                row.getString("id"),
                row.getString("name"),
                row.getLong("suspended") != 0,
                life == 0 ? null : Duration.ofMillis(life),
                row.getString("limits"),
                row.getString("parent"),
                JsonColumns.map(row.getString("meta")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                false,
                row.getLong("revision"));
    }

    private static String describe(TenantRecord tenant) {
        return new JsonObject()
                .put("name", tenant.name())
                .put("suspended", tenant.suspended())
                .put("maxKeyLifeMillis", life(tenant))
                .put("limits", tenant.limits())
                .put("parent", tenant.parent())
                .put("meta", new JsonObject(JsonColumns.text(tenant.meta())))
                .encode();
    }
}
