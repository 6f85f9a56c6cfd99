package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows whose columns stand one below the other. */
final class Table {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    /** Each row has as many cells as the first one. */
    void row(List<?> cells) {
        rows.add(cells.stream().map(Table::text).toList());
    }

    List<String> lines() {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + GAP);
        }
        return line.toString().stripTrailing();
    }

    /** A value as one cell. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case JsonArray list -> String.join(" ", list.stream().map(Table::text).toList());
            case JsonObject object -> String.join(" ", fields("", object).toList());
            default -> printable(value.toString());
        };
    }

    /** What lies in an object within stands behind a point: {@code requests.rate=600/min}. */
    private static Stream<String> fields(String before, JsonObject object) {
        return object.stream()
                .flatMap(
                        field ->
                                field.getValue() instanceof JsonObject inner
                                        ? fields(before + field.getKey() + ".", inner)
                                        : Stream.of(
                                                before
                                                        + field.getKey()
                                                        + "="
                                                        + text(field.getValue())));
    }

    /** What one operator typed must not steer the terminal of another. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().map(c -> steers(c) ? '?' : c).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
