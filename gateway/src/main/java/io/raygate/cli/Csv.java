package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180), the first of which names the columns. */
final class Csv {
    private Csv() {}

    /** Of objects, without the last line end. */
    static String of(List<String> columns, JsonArray items) {
        StringBuilder text = new StringBuilder(line(columns));
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            List<String> cells =
                    columns.stream().map(column -> Table.text(item.getValue(column))).toList();
            text.append("\r\n").append(line(cells));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    }

    /** What a spreadsheet would take for a formula is text. */
    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
        String safe = formula && !text.matches("-?[0-9.]+") ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
