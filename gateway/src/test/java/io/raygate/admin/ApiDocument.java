package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.raygate.config.PlainNode;
import io.raygate.config.YamlDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The OpenAPI document, as the judge of requests and answers. */
final class ApiDocument {
    private static final String ID = "urn:raygate:openapi";
    private static final String SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    private final JsonObject document;
    private final Validator validator =
            new ValidatorFactory()
                    .withJsonNodeFactory(new PlainNode.Factory())
                    .withDisabledSchemaValidation(true)
                    .createValidator();

    /** One operation of the document. */
    record Described(String method, String path, JsonObject operation) {
        String name() {
            return operation.getString("operationId");
        }

        /** The scopes of which one is needed. */
        List<String> scopes() {
            return strings(operation.getJsonArray("x-raygate-scope", new JsonArray()));
        }

        boolean isForOwnersOnly() {
            return "owner".equals(operation.getString("x-raygate-role"));
        }

        boolean isOpen() {
            JsonArray security = operation.getJsonArray("security");
            return security != null && security.isEmpty();
        }

        private boolean fits(String otherMethod, String otherPath) {
            String pattern = path.replaceAll("\\{\\w+}", "[^/]+");
            return method.equals(otherMethod) && otherPath.matches(pattern);
        }
    }

    ApiDocument() {
        document = new JsonObject(YamlDocument.toJson(text()));
        JsonObject schema = document.copy().put("$schema", SCHEMA).put("$id", ID);
        validator.registerSchema(URI.create(ID), plain(schema.encode()));
    }

    static String text() {
        try (var in =
                Objects.requireNonNull(AdminListener.class.getResourceAsStream("openapi.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    JsonObject json() {
        return document;
    }

    List<Described> operations() {
        List<Described> all = new ArrayList<>();
        for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
            JsonObject item = (JsonObject) path.getValue();
            Stream.of("get", "post", "put", "patch", "delete")
                    .filter(item::containsKey)
                    .forEach(
                            method ->
                                    all.add(
                                            new Described(
                                                    method.toUpperCase(Locale.ROOT),
                                                    path.getKey(),
                                                    item.getJsonObject(method))));
        }
        return all;
    }

    /** A fixed path stands before one with variable parts, as in the document. */
    Described find(String method, String path) {
        return operations().stream()
                .filter(one -> one.fits(method, path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("undescribed: " + method + " " + path));
    }

    /** What is wrong with a body under one of the document's schemas. */
    List<String> faults(JsonObject schema, String json) {
        URI id = URI.create("urn:check:" + schema.encode().hashCode());
        JsonObject check = new JsonObject(schema.encode().replace("\"#/", "\"" + ID + "#/"));
        check.put("$schema", SCHEMA);
        validator.registerSchema(id, plain(check.encode()));
        return validator.validate(id, plain(json)).getErrors().stream()
                .map(fault -> fault.getInstanceLocation() + ": " + fault.getError())
                .toList();
    }

    /** Maps, lists and plain values. */
    private static Object plain(String json) {
        return Objects.requireNonNull(new JsonObject("{\"v\":" + json + "}").getMap().get("v"));
    }

    /** An answer must be one that the document describes, whatever was asked. */
    void judge(Described operation, AdminClient.Reply reply) {
        JsonObject responses = operation.operation().getJsonObject("responses");
        JsonObject response = responses.getJsonObject(Integer.toString(reply.status()));
        assertThat(response).as(operation.name() + " may answer " + reply).isNotNull();
        JsonObject described = resolved(response);
        for (Map.Entry<String, Object> header :
                described.getJsonObject("headers", new JsonObject())) {
            JsonObject rule = resolved((JsonObject) header.getValue());
            String value = reply.header(header.getKey());
            if (rule.getBoolean("required", false) || !value.isEmpty()) {
                assertThat(headerFaults(rule.getJsonObject("schema"), value))
                        .as(header.getKey() + " of " + operation.name())
                        .isEmpty();
            }
        }
        JsonObject content = described.getJsonObject("content");
        if (content == null) {
            assertThat(reply.text()).isEmpty();
            return;
        }
        assertThat(content.fieldNames()).contains(reply.header("content-type"));
        if (reply.header("content-type").endsWith("json")
                && !reply.header("content-type").contains("ndjson")) {
            JsonObject schema =
                    content.getJsonObject(reply.header("content-type")).getJsonObject("schema");
            assertThat(faults(schema, reply.text()))
                    .as(operation.name() + " answered " + reply)
                    .isEmpty();
        }
    }

    private List<String> headerFaults(JsonObject schema, String value) {
        boolean plain = "string".equals(schema.getString("type"));
        return faults(
                schema,
                plain ? new JsonArray().add(value).encode().replaceAll("^.|.$", "") : value);
    }

    JsonObject resolved(JsonObject node) {
        String ref = node.getString("$ref");
        if (ref == null) {
            return node;
        }
        JsonObject found = document;
        for (String step : ref.substring(2).split("/", -1)) {
            found = found.getJsonObject(step);
        }
        return found;
    }

    JsonObject requestSchema(Described operation, String type) {
        return operation
                .operation()
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject(type)
                .getJsonObject("schema");
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(Object::toString).toList();
    }
}
