package io.raygate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mapping inside a document.
 *
 * @param steps keys, and indexes of lists
 */
record Place(Map<String, Object> mapping, List<String> steps) {

    /** The first mapping of the section, if possible one without the key. */
    static Place find(Map<String, Object> document, String section, String without) {
        List<Place> places = new ArrayList<>(List.of(new Place(document, List.of())));
        for (String step : steps(section)) {
            List<Place> next = new ArrayList<>();
            places.forEach(place -> place.follow(step, next));
            places = next;
        }
        List<Place> found = places;
        return found.stream()
                .filter(it -> !it.mapping.containsKey(without))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(() -> new AssertionError("sections.yaml has no " + section));
    }

    private static List<String> steps(String section) {
        return section.isEmpty()
                ? List.of()
                : List.of(section.replace("[]", ".[]").split("\\.", -1));
    }

    private void follow(String step, List<Place> next) {
        mapping.forEach(
                (name, value) -> {
                    List<String> further = new ArrayList<>(steps);
                    further.add(name);
                    if ((step.equals("*") || step.equals(name))
                            && value instanceof Map<?, ?> inner) {
                        next.add(new Place(SchemaFile.map(inner), further));
                    } else if (step.equals(name)
                            && value instanceof List<?> list
                            && list.getFirst() instanceof Map<?, ?> item) {
                        Map<String, Object> only = new LinkedHashMap<>();
                        only.put("[0]", item);
                        next.add(new Place(only, further));
                    } else if (step.equals("[]")
                            && name.equals("[0]")
                            && value instanceof Map<?, ?> inner) {
                        next.add(new Place(SchemaFile.map(inner), further));
                    }
                });
    }

    static Map<String, Object> at(Map<String, Object> values, List<String> steps) {
        @Nullable Object here = values;
        for (String step : steps) {
            here =
                    step.equals("[0]")
                            ? ((List<?>) Objects.requireNonNull(here)).getFirst()
                            : SchemaFile.map(here).get(step);
        }
        return SchemaFile.map(here);
    }

    String path(String key) {
        List<String> all = new ArrayList<>(steps);
        all.add(key);
        return String.join(".", all).replace(".[0]", "[0]");
    }
}
