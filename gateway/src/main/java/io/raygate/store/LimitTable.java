package io.raygate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sets of limits of the store, beside those that the configuration declares. */
public final class LimitTable {
    private static final String ACTION = "limit.";
    private static final int MOST_NAMED = 5;

    private final Transaction transaction;

    LimitTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** By name, also a declared one, which hides that of the store. */
    public Optional<LimitRecord> find(String name) {
        return Optional.ofNullable(transaction.declaredLimits().get(name)).or(() -> stored(name));
    }

    private Optional<LimitRecord> stored(String name) {
        return transaction
                .sql()
                .first(
                        "SELECT * FROM limits WHERE name = ? AND deleted_at IS NULL",
                        LimitTable::read,
                        name);
    }

    /** By name; the declared ones, which the file bounds, among them. */
    public Change<Page<LimitRecord>> list(int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        List<LimitRecord> found =
                new ArrayList<>(
                        transaction
                                .sql()
                                .list(
                                        "SELECT * FROM limits WHERE name > ? AND deleted_at IS NULL ORDER BY name LIMIT ?",
                                        LimitTable::read,
                                        cursor.id(),
                                        limit + 1));
        found.removeIf(set -> transaction.declaredLimits().containsKey(set.name()));
        transaction.declaredLimits().values().stream()
                .filter(set -> set.name().compareTo(cursor.id()) > 0)
                .forEach(found::add);
        found.sort(Comparator.comparing(LimitRecord::name));
        List<LimitRecord> page = found.subList(0, Math.min(found.size(), limit + 1));
        return Change.done(Page.of(page, limit, set -> new Cursor(0, set.name()).text()));
    }

    /**
     * From now on these are the words under the name, whatever they were.
     *
     * @param expectedRevision the one that the caller has seen; null: whatever it is
     * @param words JSON that is known to be readable
     */
    public Change<LimitRecord> put(String name, @Nullable Long expectedRevision, String words) {
        if (isDeclared(name)) {
            return standsInFile(name);
        }
        LimitRecord before = stored(name).orElse(null);
        long revision = before == null ? -1 : before.revision();
        if (expectedRevision != null && expectedRevision != revision) {
            return new Change.Stale<>();
        }
        if (before != null && before.words().equals(words)) {
            return Change.done(before);
        }
        LimitRecord after =
                new LimitRecord(
                        name,
                        words,
                        before == null ? transaction.now() : before.createdAt(),
                        transaction.now(),
                        false,
                        transaction.revision());
        transaction.sql().update("DELETE FROM limits WHERE name = ?", name);
        transaction
                .sql()
                .update(
                        "INSERT INTO limits (name, words, created_at, changed_at, revision) VALUES (?, ?, ?, ?, ?)",
                        name,
                        words,
                        after.createdAt().toEpochMilli(),
                        after.changedAt().toEpochMilli(),
                        after.revision());
        transaction
                .audit()
                .done(
                        ACTION + (before == null ? "create" : "change"),
                        name,
                        before == null ? "" : before.words(),
                        words);
        return Change.done(after);
    }

    /** Only one that nobody names, or that the file has as well: nobody is to lose his limits. */
    public Change<LimitRecord> delete(String name, @Nullable Long expectedRevision) {
        LimitRecord found = stored(name).orElse(null);
        if (found == null) {
            return isDeclared(name) ? standsInFile(name) : new Change.Missing<>();
        }
        if (expectedRevision != null && expectedRevision != found.revision()) {
            return new Change.Stale<>();
        }
        List<String> users = isDeclared(name) ? List.of() : users(name);
        if (!users.isEmpty()) {
            return new Change.Conflict<>(
                    "the set of limits is named by " + listed(users) + ": give them another one");
        }
        transaction
                .sql()
                .update(
                        "UPDATE limits SET deleted_at = ?, revision = ? WHERE name = ?",
                        transaction.now().toEpochMilli(),
                        transaction.revision(),
                        name);
        transaction.audit().done(ACTION + "delete", name, found.words(), "");
        return Change.done(found);
    }

    /** Some more than are told, if there are. */
    private List<String> users(String name) {
        List<String> users =
                new ArrayList<>(
                        transaction
                                .sql()
                                .list(
                                        "SELECT id FROM tenants WHERE limits = ? AND deleted_at IS NULL ORDER BY id LIMIT ?",
                                        row -> "the tenant " + row.getString(1),
                                        name,
                                        MOST_NAMED + 1));
        users.addAll(
                transaction
                        .sql()
                        .list(
                                "SELECT id, name FROM api_keys WHERE limits = ? AND revoked_at IS NULL ORDER BY id LIMIT ?",
                                row ->
                                        "the key "
                                                + row.getString(1)
                                                + " ("
                                                + row.getString(2)
                                                + ")",
                                name,
                                MOST_NAMED + 1));
        return users;
    }

    static String listed(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() > MOST_NAMED ? some + " and more" : some;
    }

    /** What is wrong with naming this set; nothing if it is there, or none is named. */
    <T> Optional<Change<T>> faultOfNaming(@Nullable String name) {
        return name == null || find(name).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Change.invalid(
                                "/limits", "no set of limits has this name; create it first"));
    }

    private boolean isDeclared(String name) {
        return transaction.declaredLimits().containsKey(name);
    }

    private static <T> Change<T> standsInFile(String name) {
        return new Change.Conflict<>(
                "the set of limits stands in the configuration file: change it there, under limits."
                        + name);
    }

    private static LimitRecord read(ResultSet row) throws SQLException {
        return new LimitRecord(
                row.getString("name"),
                row.getString("words"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                false,
                row.getLong("revision"));
    }
}
