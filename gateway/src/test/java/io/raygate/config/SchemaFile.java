package io.raygate.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use, as a list of the sections and keys it describes. */
final class SchemaFile {
    static final Path FILE = Path.of("..", "config", "raygate.schema.json");

    private final Map<String, Object> root = map(parse(content()));
    private final List<Section> sections = new ArrayList<>();

    /**
     * A mapping with keys of its own.
     *
     * @param path with {@code *} for an id and {@code []} for an item
     * @param required the keys that must be written
     */
    record Section(String path, String description, List<Key> keys, List<String> required) {}

    /**
     * A key with a value, a list of values, or a mapping of names to such.
     *
     * @param fallback the default; null: none
     * @param allowed the loader's words for what may be written
     */
    record Key(
            String name,
            String type,
            @Nullable Object fallback,
            String allowed,
            String description) {}

    SchemaFile() {
        visit("", root);
    }

    List<Section> sections() {
        return List.copyOf(sections);
    }

    static String content() {
        try {
            return Files.readString(FILE);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** JSON is YAML. */
    static Object parse(String yaml) {
        return Objects.requireNonNull(
                new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /**
     * A section is a mapping, an item of a list, the value of a named entry, or one of several
     * forms.
     */
    private void visit(String path, Map<String, Object> node) {
        if (node.get("properties") instanceof Map<?, ?> properties) {
            List<Key> keys = new ArrayList<>();
            int place = sections.size();
            map(properties).forEach((name, property) -> property(path, name, map(property), keys));
            String description = String.valueOf(node.get("description"));
            sections.add(
                    place, new Section(path, description, keys, strings(node.get("required"))));
        }
        if (node.get("items") instanceof Map<?, ?> items) {
            visit(path + "[]", map(items));
        }
        if (node.get("additionalProperties") instanceof Map<?, ?> entries) {
            Map<String, Object> entry = map(entries);
            if (entry.containsKey("x-allowed")) {
                sections.add(
                        new Section(
                                path,
                                String.valueOf(node.get("description")),
                                List.of(key("*", entry)),
                                List.of()));
            }
            visit(path + ".*", entry);
        }
        if (node.get("anyOf") instanceof List<?> forms) {
            forms.forEach(form -> visit(path, map(form)));
        }
    }

    private void property(String path, String name, Map<String, Object> property, List<Key> keys) {
        keys.add(key(name, property));
        visit(path.isEmpty() ? name : path + "." + name, property);
    }

    private static Key key(String name, Map<String, Object> property) {
        Object allowed = property.get("x-allowed");
        return new Key(
                name,
                type(property),
                property.get("default"),
                allowed == null ? "" : allowed.toString(),
                String.valueOf(property.get("description")));
    }

    private static String type(Map<String, Object> property) {
        if (property.get("$ref") instanceof String ref) {
            return ref.substring(ref.lastIndexOf('/') + 1)
                    .replace("OrOff", "")
                    .replace("fieldName", "field name")
                    .replace("byteRate", "size per second");
        }
        if (property.containsKey("items")) {
            return map(property.get("items")).containsKey("properties")
                    ? "list of mappings"
                    : "list";
        }
        if (property.containsKey("properties") || property.containsKey("additionalProperties")) {
            return "mapping";
        }
        boolean hasMapping =
                property.get("anyOf") instanceof List<?> forms
                        && forms.stream().anyMatch(it -> map(it).containsKey("properties"));
        boolean hasList =
                property.get("anyOf") instanceof List<?> forms
                        && forms.stream().anyMatch(it -> map(it).containsKey("items"));
        return hasMapping
                ? "word or mapping"
                : hasList ? "word or list" : property.containsKey("anyOf") ? "text" : "word";
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(Object::toString).toList()
                : List.of();
    }
}
