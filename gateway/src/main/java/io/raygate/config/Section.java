package io.raygate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the configuration while it is read. Each method takes one key by name, reads it
 * strictly and gives the value in force, so that a record's {@code read} method is the one place
 * that knows its keys, their forms, defaults and bounds. A fault is noted and a stand-in returned:
 * reading goes on, and the record is thrown away in the end. Keys that nobody took are faults.
 */
final class Section {
    private final Reading reading;
    private final String path;
    private final Position position;
    private final boolean unreadable;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, Object> shown = new LinkedHashMap<>();

    /**
     * A node that is no mapping is read like an empty one, and nothing is said to be missing in it.
     */
    private Section(Reading reading, String path, YamlNode node) {
        this.reading = reading;
        this.path = path;
        this.position = node.position();
        this.unreadable = !(node instanceof YamlNode.Entries);
        if (node instanceof YamlNode.Entries mapping) {
            mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
        } else {
            reading.fault(position, path, "is not a mapping", "allowed: keys with values");
        }
    }

    /** Reads a whole document; the values in force are put into {@code shown}. */
    static <T> T read(
            Reading reading,
            YamlNode.Entries root,
            Map<String, Object> shown,
            Function<Section, T> reader) {
        Section section = new Section(reading, "", root);
        T value = section.finish(reader);
        shown.putAll(section.shown);
        return value;
    }

    private <T extends @Nullable Object> T finish(Function<Section, T> reader) {
        T value = reader.apply(this);
        for (YamlNode.Entry entry : entries.values()) {
            if (!taken.contains(entry.key())) {
                String message = "unknown key" + NearestName.hint(entry.key(), taken);
                reading.fault(
                        entry.position(),
                        path(entry.key()),
                        message,
                        "allowed: " + String.join(", ", taken));
            }
        }
        return value;
    }

    // One value.

    <T> T one(String key, Form<T> form, T fallback) {
        T read = optional(key, form);
        if (read == null) {
            shown.put(key, form.show(fallback));
            return fallback;
        }
        return read;
    }

    <T> @Nullable T optional(String key, Form<T> form) {
        YamlNode node = take(key);
        T value = node == null ? null : ScalarForm.read(reading, path(key), node, form);
        if (node != null && value != null) {
            shown.put(key, ScalarForm.show(node, form, value));
        }
        return value;
    }

    <T> T required(String key, Form<T> form, T standIn) {
        if (!isWritten(key)) {
            missing(key, form.allowed());
        }
        return one(key, form, standIn);
    }

    boolean flag(String key, boolean fallback) {
        return one(key, Flags.FORM, fallback);
    }

    /** A file or folder, resolved against the folder of the file that names it. */
    @Nullable Path file(String key, Form<String> form) {
        YamlNode node = take(key);
        String text = node == null ? null : ScalarForm.read(reading, path(key), node, form);
        if (node == null || text == null) {
            return null;
        }
        Path file = SecretForm.resolve(node, text);
        shown.put(key, file.toString());
        return file;
    }

    @Nullable Path file(String key) {
        return file(key, Texts.PATH);
    }

    Path file(String key, Path fallback) {
        Path file = file(key);
        Path value = file == null ? fallback : file;
        shown.put(key, value.toString());
        return value;
    }

    Path requiredFile(String key) {
        if (!isWritten(key)) {
            missing(key, Texts.PATH.allowed());
        }
        Path file = file(key);
        return file == null ? Path.of("") : file;
    }

    @Nullable SecretRef secret(String key) {
        YamlNode node = take(key);
        if (node == null) {
            return null;
        }
        SecretRef secret = SecretForm.read(reading, path(key), node);
        if (secret != null) {
            shown.put(key, SecretForm.show(secret));
        }
        return secret;
    }

    SecretRef requiredSecret(String key) {
        if (!isWritten(key)) {
            missing(key, SecretForm.ALLOWED);
        }
        SecretRef secret = secret(key);
        return secret == null ? new SecretRef.Env("") : secret;
    }

    /** Whether the key's value is this very word, as in {@code health: off}; the key is taken. */
    boolean is(String key, String word) {
        taken.add(key);
        YamlNode.Entry entry = entries.get(key);
        boolean is =
                entry != null
                        && entry.value() instanceof YamlNode.Scalar scalar
                        && scalar.text().equals(word);
        if (is) {
            take(key);
            shown.put(key, word);
        }
        return is;
    }

    // Lists.

    <T> List<T> list(String key, Form<T> form, List<T> fallback) {
        YamlNode node = take(key);
        List<T> values = node == null ? fallback : ListForm.read(reading, path(key), node, form);
        shown.put(key, values.stream().map(form::show).toList());
        return values;
    }

    <T> List<T> list(String key, Form<T> form) {
        return list(key, form, List.of());
    }

    /**
     * A list that says nothing when it is absent; written but empty it would say the opposite of
     * what its absence means, and is a fault.
     */
    <T> List<T> some(String key, Form<T> form, List<T> fallback) {
        if (isEmptyList(key)) {
            fault(key, "is empty", "allowed: at least one, or leave the key out");
        }
        return list(key, form, fallback);
    }

    <T> List<T> requiredList(String key, Form<T> form) {
        if (!isWritten(key)) {
            missing(key, "a list of " + form.allowed());
        } else if (isEmptyList(key)) {
            fault(key, "is empty", "allowed: at least one");
        }
        return list(key, form);
    }

    private boolean isEmptyList(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry != null
                && entry.value() instanceof YamlNode.Items items
                && items.items().isEmpty();
    }

    /** A list of mappings. */
    <T> List<T> sections(String key, Function<Section, T> reader) {
        YamlNode node = take(key);
        List<T> values = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        for (YamlNode item :
                node == null ? List.<YamlNode>of() : ListForm.items(reading, path(key), node)) {
            String itemPath = path(key) + "[" + values.size() + "]";
            reading.place(itemPath, item.position());
            Section section = new Section(reading, itemPath, item);
            values.add(section.finish(reader));
            all.add(section.shown);
        }
        shown.put(key, all);
        return List.copyOf(values);
    }

    // Mappings.

    /** A mapping; absent means that every key in it is absent. */
    <T extends @Nullable Object> T section(String key, Function<Section, T> reader) {
        YamlNode node = take(key);
        Section section =
                new Section(
                        reading,
                        path(key),
                        node == null ? new YamlNode.Entries(List.of(), position) : node);
        T value = section.finish(reader);
        shown.put(key, section.shown);
        return value;
    }

    <T> @Nullable T optionalSection(String key, Function<Section, T> reader) {
        taken.add(key);
        return isWritten(key) ? section(key, reader) : null;
    }

    /** A mapping whose keys are names; {@code reader} gets it and each name. */
    <T> Map<String, T> each(String key, Form<String> names, BiFunction<Section, String, T> reader) {
        return section(key, section -> section.eachOfMine(names, reader));
    }

    /** The same of this mapping. */
    <T> Map<String, T> eachOfMine(Form<String> names, BiFunction<Section, String, T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries.values()) {
            if (names.parse(entry.key()) instanceof Parsed.Wrong<String>(String message)) {
                taken.add(entry.key());
                reading.fault(
                        entry.position(),
                        path(entry.key()),
                        "the name " + message,
                        "allowed: " + names.allowed());
                continue;
            }
            values.put(entry.key(), reader.apply(this, entry.key()));
            reading.place(path(entry.key()), entry.position());
        }
        return Collections.unmodifiableMap(values);
    }

    boolean isMapping(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry != null && entry.value() instanceof YamlNode.Entries;
    }

    // Faults.

    boolean isWritten(String key) {
        return entries.containsKey(key);
    }

    /** A fault of the key, placed at it if it is written, else at this mapping. */
    void fault(String key, String message, String allowed) {
        YamlNode.Entry entry = entries.get(key);
        reading.fault(entry == null ? position : entry.position(), path(key), message, allowed);
    }

    /** A fault of the mapping as a whole. */
    void fault(String message, String allowed) {
        reading.fault(position, path, message, allowed);
    }

    private void missing(String key, String allowed) {
        if (!unreadable) {
            fault(key, "is missing", "needed: " + allowed);
        }
    }

    private @Nullable YamlNode take(String key) {
        taken.add(key);
        YamlNode.Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        reading.place(
                path(key),
                entry.value() instanceof YamlNode.Scalar
                        ? entry.value().position()
                        : entry.position());
        return entry.value();
    }

    private String path(String key) {
        return Quoted.path(path, key);
    }
}
