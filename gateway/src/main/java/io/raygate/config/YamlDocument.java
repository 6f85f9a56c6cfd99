package io.raygate.config;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML of our own making as JSON. Configurations have a reader that trusts nothing. */
public final class YamlDocument {
    private YamlDocument() {}

    /** The one mapping that the text writes, its keys in their order. */
    public static String toJson(String yaml) {
        Map<String, Object> members = new LinkedHashMap<>();
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        if (loaded instanceof Map<?, ?> mapping) {
            mapping.forEach((key, value) -> members.put(String.valueOf(key), value));
        }
        return new JsonObject(members).encode();
    }
}
