package io.raygate.admin;

import io.raygate.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patch (RFC 7396): what the patch names is replaced, null takes away. */
final class MergePatch {
    private MergePatch() {}

    /** The target as the patch makes it. */
    static Json apply(@Nullable Json target, Json patch) {
        if (!(patch instanceof Json.Members changes)) {
            return patch;
        }
        return apply(target instanceof Json.Members(var values) ? values : Map.of(), changes);
    }

    /** The same for an object by an object, which makes an object. */
    static Json.Members apply(Map<String, Json> target, Json.Members patch) {
        Map<String, Json> merged = new LinkedHashMap<>(target);
        patch.values()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Json.Nothing) {
                                merged.remove(name);
                            } else {
                                merged.put(name, apply(merged.get(name), value));
                            }
                        });
        return new Json.Members(merged);
    }
}
