package io.raygate.config;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Every key with the value in force, defaults included, as the file would write it; of a secret
 * only where it comes from (S-94).
 *
 * @param values nested maps and lists of strings, numbers and booleans
 */
public record EffectiveConfig(Map<String, Object> values) {

    /** As one JSON object, keys in the order in which they are read. */
    public String toJson() {
        return new JsonObject(values).encode();
    }
}
