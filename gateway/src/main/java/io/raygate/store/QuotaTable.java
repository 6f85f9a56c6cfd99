package io.raygate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What is used of quotas, by gateway and window. Whoever writes locks the version first. */
final class QuotaTable {
    /** Of runs that are over, added up. */
    static final String ALL = "*";

    private static final int AT_ONCE = 100;
    private static final int SOME = 500;
    private static final long MARGIN_MILLIS = TimeUnit.DAYS.toMillis(1);

    /** How long a run that was folded may come back and finds what went. */
    private static final long LONGEST_FREEZE_MILLIS = TimeUnit.DAYS.toMillis(7);

    private static final String KEY = "kind, subject, route, counts, begins, ends, gateway";
    private static final String COLUMNS = KEY + ", used, owed";
    private static final String ROW = "(?" + ", ?".repeat(9) + ")";
    private static final String INSERT =
            "INSERT INTO quota_used (" + COLUMNS + ", version) VALUES ";
    private static final String CONFLICT =
            " ON CONFLICT (" + KEY + ") DO UPDATE SET version = excluded.version, ";
    private static final String SET = CONFLICT + "used = excluded.used, owed = excluded.owed";
    private static final String RAISE =
            CONFLICT
                    + "used = CASE WHEN excluded.used > quota_used.used THEN excluded.used"
                    + " ELSE quota_used.used END";
    private static final String ADD =
            CONFLICT
                    + "used = quota_used.used + excluded.used, owed = quota_used.owed + excluded.owed";
    private static final String THAT =
            " WHERE kind = ? AND subject = ? AND route = ? AND counts = ? AND begins = ?"
                    + " AND ends = ? AND gateway = ?";
    private static final String USED = "(used <> 0 OR owed <> 0)";
    private static final String FOLDABLE =
            "gateway = ? AND ends > ? AND "
                    + USED
                    + " AND NOT EXISTS (SELECT 1 FROM quota_used other WHERE other.kind = mine.kind"
                    + " AND other.subject = mine.subject AND other.route = mine.route"
                    + " AND other.counts = mine.counts AND other.ends > ?"
                    + " AND (other.begins <> mine.begins OR other.ends <> mine.ends)"
                    + " AND other.gateway IN ('*', mine.gateway))";

    private final Sql sql;

    QuotaTable(Sql sql) {
        this.sql = sql;
    }

    /** The version that what is written now bears; others wait until this transaction ends. */
    long next() {
        sql.update("UPDATE quota_version SET version = version + 1 WHERE one = 1");
        return version();
    }

    long version() {
        return sql.first("SELECT version FROM quota_version WHERE one = 1", row -> row.getLong(1))
                .orElseThrow(() -> new IllegalStateException("the row of the version is gone"));
    }

    /** Whether the run may write, and is seen to be there; not once it was folded. */
    boolean isHere(String gateway, long now) {
        int known =
                sql.update(
                        "UPDATE quota_gateways SET seen_at = ? WHERE gateway = ? AND folded_at IS NULL",
                        now,
                        gateway);
        return known == 1
                || sql.update(
                                "INSERT INTO quota_gateways (gateway, seen_at) VALUES (?, ?)"
                                        + " ON CONFLICT (gateway) DO NOTHING",
                                gateway,
                                now)
                        == 1;
    }

    /** Writes what the run has used, and of others what they have used at least. */
    void write(String gateway, List<QuotaRow> rows, long version) {
        Predicate<QuotaRow> own = row -> row.gateway().equals(gateway);
        put(rows.stream().filter(own).toList(), version, SET);
        List<QuotaRow> others = rows.stream().filter(own.negate()).toList();
        if (!others.isEmpty()) {
            Set<String> folded = folded();
            put(
                    others.stream().filter(row -> !folded.contains(row.gateway())).toList(),
                    version,
                    RAISE);
        }
    }

    private Set<String> folded() {
        return Set.copyOf(
                sql.list(
                        "SELECT gateway FROM quota_gateways WHERE folded_at IS NOT NULL",
                        row -> row.getString(1)));
    }

    private void put(List<QuotaRow> rows, long version, String conflict) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<QuotaRow> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            List<Object> values = new ArrayList<>();
            for (QuotaRow row : some) {
                Collections.addAll(values, key(row));
                Collections.addAll(values, row.used(), row.owed(), version);
            }
            String all = String.join(", ", Collections.nCopies(some.size(), ROW));
            sql.update(INSERT + all + conflict, values.toArray());
        }
    }

    private static Object[] key(QuotaRow row) {
        return new Object[] {
            row.kind(),
            row.subject(),
            row.route(),
            row.counts(),
            row.begins(),
            row.ends(),
            row.gateway()
        };
    }

    /** What others have used, as far as it was written after a version; sums before their parts. */
    List<QuotaRow> since(long version, String gateway) {
        List<QuotaRow> rows =
                sql.list(
                        "SELECT " + COLUMNS + " FROM quota_used WHERE version > ? AND gateway <> ?",
                        QuotaTable::row,
                        version,
                        gateway);
        rows.sort(Comparator.comparing(row -> !row.gateway().equals(ALL)));
        return rows;
    }

    /** What others have used of what is not over. */
    List<QuotaRow> all(String gateway, long now) {
        return sql.list(
                "SELECT "
                        + COLUMNS
                        + " FROM quota_used WHERE gateway <> ? AND "
                        + USED
                        + " AND "
                        + isNotOver(),
                QuotaTable::row,
                gateway,
                now);
    }

    /** A window that owes is needed until the next one has ended. */
    private static String isNotOver() {
        return "ends + CASE WHEN owed > 0 THEN ends - begins ELSE 0 END > ?";
    }

    private static QuotaRow row(ResultSet row) throws SQLException {
        return new QuotaRow(
                row.getString(7),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(8),
                row.getLong(9));
    }

    /** All that a run had written under its name, wherever it went. */
    List<QuotaRow> wasWritten(String gateway) {
        return sql.list(
                "SELECT " + KEY + ", used + folded, owed FROM quota_used WHERE gateway = ?",
                QuotaTable::row,
                gateway);
    }

    /** Runs that have something written here and were not seen for long. */
    List<String> gone(long seenBefore, long now) {
        return sql.list(
                "SELECT DISTINCT gateway FROM quota_used WHERE gateway <> '*' AND ends > ? AND "
                        + USED
                        + " AND gateway NOT IN (SELECT gateway FROM quota_gateways"
                        + " WHERE folded_at IS NULL AND seen_at >= ?)",
                row -> row.getString(1),
                now,
                seenBefore);
    }

    /**
     * Adds some of what a run has used to the sum of all such; whether there may be more. Where the
     * quota was another one meanwhile, it stays with the run: the sum must be one of one window.
     */
    boolean fold(String gateway, long version, long now) {
        sql.update(
                "INSERT INTO quota_gateways (gateway, seen_at, folded_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (gateway) DO UPDATE SET folded_at = excluded.folded_at",
                gateway,
                now,
                now);
        List<QuotaRow> rows =
                sql.list(
                        "SELECT "
                                + COLUMNS
                                + " FROM quota_used mine WHERE "
                                + FOLDABLE
                                + " LIMIT ?",
                        QuotaTable::row,
                        gateway,
                        now,
                        now,
                        SOME);
        put(rows.stream().map(row -> row.of(ALL)).toList(), version, ADD);
        for (QuotaRow row : rows) {
            List<Object> values = new ArrayList<>(List.of(version));
            Collections.addAll(values, key(row));
            sql.update(
                    "UPDATE quota_used SET folded = folded + used, used = 0, owed = 0, version = ?"
                            + THAT,
                    values.toArray());
        }
        return rows.size() == SOME;
    }

    /**
     * Takes away some of what is over, and of what was folded long ago; whether there may be more.
     */
    boolean forget(long now) {
        int over = delete("NOT " + isNotOver(), now - MARGIN_MILLIS);
        int folded =
                delete(
                        "NOT "
                                + USED
                                + " AND gateway IN (SELECT gateway FROM quota_gateways WHERE folded_at < ?)",
                        now - LONGEST_FREEZE_MILLIS);
        boolean more = over == SOME || folded == SOME;
        if (!more) {
            sql.update(
                    "DELETE FROM quota_gateways WHERE (seen_at < ? OR folded_at < ?)"
                            + " AND gateway NOT IN (SELECT gateway FROM quota_used)",
                    now - LONGEST_FREEZE_MILLIS,
                    now - LONGEST_FREEZE_MILLIS);
        }
        return more;
    }

    private int delete(String which, long moment) {
        return sql.update(
                "DELETE FROM quota_used WHERE ("
                        + KEY
                        + ") IN (SELECT "
                        + KEY
                        + " FROM quota_used WHERE "
                        + which
                        + " LIMIT ?)",
                moment,
                SOME);
    }

    /** Takes away what a tenant and its keys have used. */
    void forgetTenant(String id) {
        next();
        sql.update(
                "DELETE FROM quota_used WHERE (kind IN ('tenant', 'route') AND subject = ?)"
                        + " OR (kind = 'key' AND subject IN (SELECT id FROM api_keys WHERE tenant = ?))",
                id,
                id);
    }
}
