package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers as tables for people, and in the API's own shape for scripts. */
final class Printer {
    private final PrintWriter out;
    private final AdminOptions options;

    Printer(PrintWriter out, AdminOptions options) {
        this.out = out;
        this.options = options;
    }

    /** Whether nobody asked for the API's own shape, or for ids alone. */
    boolean isForPeople() {
        return options.output == Output.TABLE && !options.quiet;
    }

    /** One thing: a line a field; with {@code --quiet} its key, id or name alone. */
    void one(JsonObject body) {
        if (options.quiet) {
            String name = body.getString("name", "");
            out.println(body.getString("key", body.getString("id", name)));
        } else if (options.output != Output.TABLE) {
            out.println(options.output.text(body));
        } else {
            Table table = new Table();
            for (Map.Entry<String, Object> field : body) {
                if (!Table.text(field.getValue()).isEmpty()) {
                    table.row(List.of(field.getKey(), field.getValue()));
                }
            }
            table.lines().forEach(out::println);
        }
        out.flush();
    }

    /** A list: a line an item, with these fields; with {@code --quiet} the first of them alone. */
    void many(JsonArray items, List<String> fields) {
        many(new JsonObject().put("items", items).putNull("nextCursor"), items, fields);
    }

    /**
     * The same of an answer that is no list.
     *
     * @param items what a table shows of it
     */
    void many(JsonObject body, JsonArray items, List<String> fields) {
        if (!options.quiet && options.output != Output.TABLE) {
            out.println(options.output.text(body));
        } else {
            List<String> shown = options.quiet ? fields.subList(0, 1) : fields;
            Table table = new Table();
            if (!options.quiet) {
                table.row(shown);
            }
            for (int i = 0; i < items.size(); i++) {
                JsonObject item = items.getJsonObject(i);
                table.row(
                        shown.stream()
                                .map(item::getValue)
                                .map(value -> Objects.requireNonNullElse(value, ""))
                                .toList());
            }
            table.lines().forEach(out::println);
        }
        out.flush();
    }
}
