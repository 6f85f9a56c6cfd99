package io.raygate.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads lists: items of one form, none of them twice. */
final class ListForm {

    private ListForm() {}

    /** The items that fit; the others are faults. */
    static <T> List<T> read(Reading reading, String path, YamlNode node, Form<T> form) {
        Set<T> values = new LinkedHashSet<>();
        int index = 0;
        for (YamlNode item : items(reading, path, node)) {
            String itemPath = path + "[" + index++ + "]";
            reading.place(itemPath, item.position());
            T value = ScalarForm.read(reading, itemPath, item, form);
            if (value != null && !values.add(value)) {
                reading.fault(itemPath, "stands in the list twice", "");
            }
        }
        return List.copyOf(values);
    }

    /** The items as they are written, or none and a fault. */
    static List<YamlNode> items(Reading reading, String path, YamlNode node) {
        if (node instanceof YamlNode.Items(List<YamlNode> items, var ignored)) {
            return items;
        }
        reading.fault(
                node.position(),
                path,
                "is not a list",
                "allowed: [a, b], or one item a line after a dash");
        return List.of();
    }
}
