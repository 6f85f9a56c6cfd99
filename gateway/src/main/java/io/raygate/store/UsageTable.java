package io.raygate.store;

import io.raygate.exchange.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What requests cost: events that are written once, and what they come to. */
public final class UsageTable {
    private static final int AT_ONCE = 100;
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private static final String COLUMNS =
            "(id, request_id, ended_at, tenant, key_id, route, model, cluster, status, failed, metered,"
                    + " input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, gpu_millis)";
    private static final String ROW = "(?" + ", ?".repeat(15) + ")";

    private final Sql sql;

    UsageTable(Sql sql) {
        this.sql = sql;
    }

    /** Writes those that are not there, and adds them, and only them, to their hours. */
    void add(List<UsageEvent> events) {
        Set<String> written = new HashSet<>();
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            written.addAll(insert(events.subList(from, Math.min(from + AT_ONCE, events.size()))));
        }
        UsageSums sums = new UsageSums();
        for (UsageEvent event : events) {
            if (written.remove(event.id())) {
                sums.add(event);
            }
        }
        sums.write(sql);
    }

    private List<String> insert(List<UsageEvent> events) {
        List<Object> values = new ArrayList<>();
        events.forEach(event -> addTo(values, event));
        return sql.list(
                "INSERT INTO usage_events "
                        + COLUMNS
                        + " VALUES "
                        + String.join(", ", Collections.nCopies(events.size(), ROW))
                        + " ON CONFLICT (id) DO NOTHING RETURNING id",
                row -> row.getString(1),
                values.toArray());
    }

    private static void addTo(List<Object> values, UsageEvent event) {
        Collections.addAll(
                values,
                event.id(),
                event.requestId(),
                event.endedAt(),
                event.tenant(),
                event.key(),
                event.route(),
                event.model(),
                event.cluster(),
                event.status(),
                event.failed() ? 1 : 0,
                event.metered() ? 1 : 0,
                event.usage().input(),
                event.usage().cachedInput(),
                event.usage().output(),
                event.usage().reasoning(),
                event.gpuMillis());
    }

    /** Takes some old events away, and all old hours; the number of events. */
    int forget(long eventsBefore, long hoursBefore) {
        sql.update("DELETE FROM usage_hours WHERE hour < ?", hoursBefore);
        return sql.update(
                "DELETE FROM usage_events WHERE id IN"
                        + " (SELECT id FROM usage_events WHERE ended_at < ? ORDER BY ended_at LIMIT "
                        + FORGOTTEN_AT_ONCE
                        + ")",
                eventsBefore);
    }

    /** Whether {@link #forget} that took so many may have left some. */
    static boolean isMore(int forgotten) {
        return forgotten == FORGOTTEN_AT_ONCE;
    }

    /** In the order of what is told apart. */
    public List<UsageRow> sums(UsageQuery query) {
        List<Object> values = new ArrayList<>();
        String where = where(query, values);
        values.add(query.most());
        return sql.list(
                "SELECT "
                        + selected(query)
                        + " FROM usage_hours WHERE "
                        + where
                        + grouped(query.by().size())
                        + " LIMIT ?",
                row -> row(row, query.by()),
                values.toArray());
    }

    private static String selected(UsageQuery query) {
        List<String> columns =
                new ArrayList<>(query.by().stream().map(UsageQuery.Part::column).toList());
        UsageSums.columns().forEach(column -> columns.add("sum(" + column + ")"));
        return String.join(", ", columns);
    }

    private static String where(UsageQuery query, List<Object> values) {
        StringBuilder where = new StringBuilder("hour >= ? AND hour < ?");
        values.add(hour(query.from()));
        values.add(query.to().toEpochMilli());
        query.only()
                .forEach(
                        (part, value) -> {
                            where.append(" AND ").append(part.column()).append(" = ?");
                            values.add(value);
                        });
        return where.toString();
    }

    /** By the first columns; sums of nothing at all are no row. */
    private static String grouped(int columns) {
        String numbers =
                IntStream.rangeClosed(1, columns)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return columns == 0
                ? " HAVING count(*) > 0"
                : " GROUP BY " + numbers + " ORDER BY " + numbers;
    }

    private static long hour(Instant moment) {
        long millis = moment.toEpochMilli();
        return millis - Math.floorMod(millis, UsageSums.HOUR_MILLIS);
    }

    private static UsageRow row(ResultSet row, List<UsageQuery.Part> by) throws SQLException {
        Map<UsageQuery.Part, String> of = new EnumMap<>(UsageQuery.Part.class);
        int at = 1;
        for (UsageQuery.Part part : by) {
            of.put(
                    part,
                    part.isTime()
                            ? Instant.ofEpochMilli(row.getLong(at)).toString()
                            : row.getString(at));
            at++;
        }
        return new UsageRow(
                of,
                row.getLong(at),
                row.getLong(at + 1),
                new Usage(
                        row.getLong(at + 2),
                        row.getLong(at + 3),
                        row.getLong(at + 4),
                        row.getLong(at + 5)),
                row.getLong(at + 6));
    }
}
