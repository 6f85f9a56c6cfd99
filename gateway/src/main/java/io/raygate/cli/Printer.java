package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers as tables for people and as the API's own JSON for scripts. */
final class Printer {
    private final PrintWriter out;
    private final AdminOptions options;

    Printer(PrintWriter out, AdminOptions options) {
        this.out = out;
        this.options = options;
    }

    /** One thing: a line a field; with {@code --quiet} its key or id alone. */
    void one(JsonObject body) {
        if (options.quiet) {
            out.println(body.getString("key", body.getString("id", "")));
        } else if (options.output == Output.JSON) {
            out.println(body.encodePrettily());
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (Map.Entry<String, Object> field : body) {
                String text = text(field.getValue());
                if (!text.isEmpty()) {
                    rows.add(List.of(field.getKey(), text));
                }
            }
            table(rows);
        }
        out.flush();
    }

    /** Many: a line each, with these fields. */
    void many(JsonArray items, List<String> fields) {
        if (options.output == Output.JSON) {
            out.println(
                    new JsonObject().put("items", items).putNull("nextCursor").encodePrettily());
        } else {
            List<List<String>> rows = new ArrayList<>();
            if (!options.quiet) {
                rows.add(fields);
            }
            for (int i = 0; i < items.size(); i++) {
                JsonObject item = items.getJsonObject(i);
                List<String> shown = options.quiet ? fields.subList(0, 1) : fields;
                rows.add(shown.stream().map(field -> text(item.getValue(field))).toList());
            }
            table(rows);
        }
        out.flush();
    }

    private void table(List<List<String>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(
                row -> {
                    for (int i = 0; i < columns; i++) {
                        widths[i] = Math.max(widths[i], row.get(i).length());
                    }
                });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i < columns - 1) {
                    line.repeat(' ', widths[i] - row.get(i).length() + 2);
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "";
            case JsonArray list -> String.join(" ", list.stream().map(Printer::text).toList());
            case JsonObject object ->
                    String.join(
                            " ",
                            object.stream()
                                    .map(field -> field.getKey() + "=" + text(field.getValue()))
                                    .toList());
            default -> printable(value.toString());
        };
    }

    /** What an operator typed must not steer the terminal of another. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
