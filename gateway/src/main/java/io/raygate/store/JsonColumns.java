package io.raygate.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists and maps of texts as the JSON of a column. */
final class JsonColumns {

    private JsonColumns() {}

    static String text(List<String> list) {
        return new JsonArray(list).encode();
    }

    static String text(Map<String, String> map) {
        JsonObject object = new JsonObject();
        new TreeMap<>(map).forEach(object::put);
        return object.encode();
    }

    static List<String> list(String json) {
        return json.equals("[]")
                ? List.of()
                : new JsonArray(json).stream().map(Object::toString).toList();
    }

    static Map<String, String> map(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        Map<String, String> map = new TreeMap<>();
        new JsonObject(json).forEach(entry -> map.put(entry.getKey(), entry.getValue().toString()));
        return Collections.unmodifiableMap(map);
    }
}
