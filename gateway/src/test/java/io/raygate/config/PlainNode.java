package io.raygate.config;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows maps, lists, strings, whole numbers and booleans to the schema validator. */
public record PlainNode(@Nullable Object value, String getJsonPointer) implements JsonNode {

    /** Both for the schema and for what it is held against. */
    public static final class Factory implements JsonNodeFactory {

        @Override
        public JsonNode wrap(@Nullable Object node) {
            return node instanceof JsonNode known ? known : new PlainNode(node, "");
        }

        @Override
        public JsonNode create(String rawJson) {
            return new PlainNode(SchemaFile.parse(rawJson), "");
        }
    }

    @Override
    public SimpleType getNodeType() {
        return switch (value) {
            case null -> SimpleType.NULL;
            case Boolean ignored -> SimpleType.BOOLEAN;
            case Number ignored -> SimpleType.INTEGER;
            case List<?> ignored -> SimpleType.ARRAY;
            case Map<?, ?> ignored -> SimpleType.OBJECT;
            default -> SimpleType.STRING;
        };
    }

    @Override
    public boolean asBoolean() {
        return Boolean.TRUE.equals(value);
    }

    @Override
    public String asString() {
        return String.valueOf(value);
    }

    @Override
    public BigInteger asInteger() {
        return new BigInteger(asString());
    }

    @Override
    public BigDecimal asNumber() {
        return new BigDecimal(asString());
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> nodes = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(
                    item -> nodes.add(new PlainNode(item, getJsonPointer + "/" + nodes.size())));
        }
        return nodes;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, item) -> {
                        String name = String.valueOf(key);
                        String at = getJsonPointer + "/" + JsonNode.encodeJsonPointer(name);
                        nodes.put(name, new PlainNode(item, at));
                    });
        }
        return nodes;
    }
}
