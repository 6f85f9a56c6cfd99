package io.raygate.admin;

import io.raygate.config.Form;
import io.raygate.config.Parsed;
import io.raygate.json.Json;
import io.raygate.json.JsonPointer;
import io.raygate.store.FieldFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an object, in the forms of the configuration file, and notes all that is
 * wrong with them. A member that nobody asked for is a fault.
 */
final class Fields {
    private final Json.Members object;
    private final String base;
    private final Set<String> known = new TreeSet<>();
    private final List<FieldFault> faults = new ArrayList<>();

    /**
     * @param base pointer to the object
     */
    Fields(Json.Members object, String base) {
        this.object = object;
        this.base = base;
    }

    /** A member that must be there; the fallback where it is wrong. */
    <T> T required(String name, Form<T> form, T fallback) {
        T value = optional(name, form);
        if (value == null && find(name) == null) {
            fault(name, "is missing, allowed: " + form.allowed());
        }
        return value == null ? fallback : value;
    }

    <T> T one(String name, Form<T> form, T fallback) {
        T value = optional(name, form);
        return value == null ? fallback : value;
    }

    /** The member, or null where it is absent or wrong. */
    <T> @Nullable T optional(String name, Form<T> form) {
        Json value = find(name);
        return value == null ? null : parse(step(name), value, form);
    }

    /** The same where null is a word for absent. */
    <T> @Nullable T nullable(String name, Form<T> form) {
        return find(name) instanceof Json.Nothing ? null : optional(name, form);
    }

    /** Whether the member is there; it may be. */
    boolean isWritten(String name) {
        return find(name) != null;
    }

    boolean flag(String name, boolean fallback) {
        Json value = find(name);
        if (value == null || value instanceof Json.Truth) {
            return value == null ? fallback : ((Json.Truth) value).value();
        }
        fault(name, "is neither true nor false");
        return fallback;
    }

    /** Each at most once; empty where the member is absent. */
    <T> List<T> list(String name, Form<T> form, int most) {
        Json value = find(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Items(var items)) || items.size() > most) {
            fault(name, "is not a list of at most " + most);
            return List.of();
        }
        Set<T> parsed = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            T item = parse(step(name) + "/" + i, items.get(i), form);
            if (item != null && !parsed.add(item)) {
                faults.add(new FieldFault(step(name) + "/" + i, "is there twice"));
            }
        }
        return List.copyOf(parsed);
    }

    /** Text by name; empty where the member is absent. */
    Map<String, String> texts(String name, Form<String> names, Form<String> values, int most) {
        Json value = find(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Json.Members(var members)) || members.size() > most) {
            fault(name, "is not an object of at most " + most + " members");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach(
                (key, text) -> {
                    String pointer = step(name) + JsonPointer.step(key);
                    String parsedKey = parse(pointer, new Json.Text(key), names);
                    String parsed = parse(pointer, text, values);
                    if (parsedKey != null && parsed != null) {
                        texts.put(parsedKey, parsed);
                    }
                });
        return texts;
    }

    /** An object that must be there, to be read by itself; an empty one where it is wrong. */
    Json.Members requiredObject(String name) {
        Json value = find(name);
        if (value instanceof Json.Members members) {
            return members;
        }
        fault(name, value == null ? "is missing, allowed: an object" : "is not an object");
        return new Json.Members(Map.of());
    }

    /** The objects of a list, each to be read by itself. */
    List<Json.Members> objects(String name, int least, int most) {
        Json value = find(name);
        List<Json.Members> objects = new ArrayList<>();
        if (value instanceof Json.Items(var items)) {
            items.forEach(
                    item -> {
                        if (item instanceof Json.Members members) {
                            objects.add(members);
                        }
                    });
            if (objects.size() == items.size() && items.size() >= least && items.size() <= most) {
                return objects;
            }
        }
        fault(name, "is not a list of " + least + " to " + most + " objects");
        return List.of();
    }

    /** The member may be there, whatever it is. */
    void mention(String name) {
        known.add(name);
    }

    /** The same of a switch, which is on or off: null cannot take it away. */
    void mentionSwitch(String name) {
        if (find(name) instanceof Json.Nothing) {
            fault(name, "is neither true nor false");
        }
    }

    /** A fault of the member that is found later than all others. */
    FieldFault at(String name, String detail) {
        return new FieldFault(step(name), detail);
    }

    /** The same faults, seen from the whole body. */
    List<FieldFault> within(List<FieldFault> inner) {
        return inner.stream()
                .map(fault -> new FieldFault(base + fault.pointer(), fault.detail()))
                .toList();
    }

    void fault(String name, String detail) {
        faults.add(new FieldFault(step(name), detail));
    }

    /** All that is wrong, what nobody asked for at the end; call it when all is read. */
    List<FieldFault> faults() {
        Set<String> unknown = new HashSet<>(object.values().keySet());
        unknown.removeAll(known);
        List<FieldFault> all = new ArrayList<>(faults);
        unknown.stream()
                .sorted()
                .forEach(
                        name ->
                                all.add(
                                        new FieldFault(
                                                step(name),
                                                "cannot be set here, allowed: "
                                                        + String.join(", ", known))));
        return all;
    }

    private @Nullable Json find(String name) {
        known.add(name);
        return object.get(name);
    }

    private <T> @Nullable T parse(String pointer, Json value, Form<T> form) {
        if (!(value instanceof Json.Text(var text))) {
            faults.add(new FieldFault(pointer, "is not text, allowed: " + form.allowed()));
            return null;
        }
        return switch (form.parse(text)) {
            case Parsed.Value<T>(var parsed) -> parsed;
            case Parsed.Wrong<T>(var message) -> {
                faults.add(new FieldFault(pointer, message + ", allowed: " + form.allowed()));
                yield null;
            }
        };
    }

    private String step(String name) {
        return base + JsonPointer.step(name);
    }
}
