package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of all configuration keys, written from the schema. */
final class ReferencePage {
    static final Path FILE = Path.of("..", "config", "reference.md");

    private static final String HEAD =
            """
            # Configuration reference

            Every key, once. Written from `raygate.schema.json`, which a test holds against the gateway; change
            it there, then run `mvn -pl gateway -am test -Dtest=ReferencePageTest -Draygate.write=true
            -Dsurefire.failIfNoSpecifiedTests=false`.

            `<id>` and `<name>` stand for a name of your own, `[]` for each item of a list. A key in **bold** must be
            written where its section is. Keys below `routes.<id>.timeouts`, `routes.<id>.sizes`, `routes.<id>.retry`,
            `clusters.<id>.upstream` and `clusters.<id>.retry` start from the gateway's own, whose defaults are shown.

            | kind | written as |
            |---|---|
            | duration | `500ms` `30s` `10m` `1h` `7d`: one number, one unit |
            | size | `256B` `64KiB` `10MiB` `1GiB`; `MB` is a fault, since it is read both ways |
            | size per second | `1KiB/s` |
            | rate | `100/s` `600/min` `10000/h` `1000000/day` |
            | quota | `100000/day` `5000000/week` `50000000/month` |
            | number | `12` `0.25` |
            | currency | `EUR` |
            | share | `5%` `0.25%` |
            | secret | `{file: PATH}` or `{env: NAME}`, never the value itself |
            | path of a file | as seen from the folder of the file that names it |
            | any value but a secret's | may hold `${NAME}` or `${NAME:-default}` from the environment; `$${` is a literal `${` |
            """;

    private ReferencePage() {}

    static String render(SchemaFile schema) {
        StringBuilder page = new StringBuilder(HEAD);
        for (SchemaFile.Section section : schema.sections()) {
            String path = shown(section.path());
            page.append("\n## ")
                    .append(path.isEmpty() ? "The whole file" : "`" + path + "`")
                    .append("\n\n");
            page.append(section.path().isEmpty() ? "" : section.description() + "\n\n");
            page.append("| key | kind | default | allowed | meaning |\n|---|---|---|---|---|\n");
            for (SchemaFile.Key key : section.keys()) {
                page.append(row(path, key, section.required().contains(key.name())));
            }
        }
        return page.toString();
    }

    private static String row(String path, SchemaFile.Key key, boolean required) {
        String name = "`" + shown(path.isEmpty() ? key.name() : path + "." + key.name()) + "`";
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        required ? "**" + name + "**" : name,
                        key.type(),
                        fallback(key.fallback()),
                        key.allowed().replace("|", "\\|").replace("*+-.^_`", "*+-.^_\\`"),
                        key.description());
    }

    private static String fallback(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list when list.isEmpty() -> "none";
            case List<?> list ->
                    "`[" + String.join(", ", list.stream().map(Object::toString).toList()) + "]`";
            default -> "`" + value + "`";
        };
    }

    /** Ids are ours in some places and names of others' things in the rest. */
    private static String shown(String path) {
        return path.replaceAll("(headers|set|keys|weights|first)\\.\\*", "$1.<name>")
                .replaceAll("(listeners|jwt|tenants|clusters|routes)\\.\\*", "$1.<id>");
    }
}
