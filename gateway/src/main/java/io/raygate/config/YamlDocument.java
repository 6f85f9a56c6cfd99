package io.raygate.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** YAML of our own making and its JSON. Configurations have a reader that trusts nothing. */
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

    /** One mapping as text, its keys in their order, a line a value. */
    public static String of(Map<String, Object> members) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setDereferenceAliases(true)
                        .build();
        return new Dump(settings).dumpToString(plain(members));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> plain(object.getMap());
            case JsonArray array -> array.stream().map(YamlDocument::plain).toList();
            case List<?> list -> list.stream().map(YamlDocument::plain).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(key, plain(member)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
