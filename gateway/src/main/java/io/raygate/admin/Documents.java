package io.raygate.admin;

import io.raygate.config.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The description of the API, as it is kept and as tools like it. */
final class Documents {
    private static final String SOURCE = "openapi.yaml";

    private final String yaml;
    private final String json;

    private Documents(String yaml) {
        this.yaml = yaml;
        this.json = YamlDocument.toJson(yaml);
    }

    static Documents load() {
        try (InputStream in = Objects.requireNonNull(Documents.class.getResourceAsStream(SOURCE))) {
            return new Documents(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        return List.of(
                document("openapiYaml", "/openapi.yaml", "application/yaml", yaml),
                document("openapiJson", "/openapi.json", "application/json", json));
    }

    private static Operation document(String name, String path, String type, String text) {
        Answer answer = new Answer(200, Map.of(), new Answer.Text(type, text));
        return Operation.get(
                name, path, new Need.Nothing(), (Operation.Look) _ -> Outcome.answer(answer));
    }
}
