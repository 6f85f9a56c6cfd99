package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the schema against the loader: the same keys, the same defaults, the same words for what
 * may be written, the same keys required. The loader is asked, not read: a wrong value brings its
 * own words to light.
 */
class SchemaTest {
    private static final SchemaFile SCHEMA = new SchemaFile();
    private static final Path EXAMPLES = Path.of("..", "config");

    static Stream<SchemaFile.Section> sections() {
        return SCHEMA.sections().stream();
    }

    static Stream<Arguments> keys() {
        return sections()
                .flatMap(
                        section ->
                                section.keys().stream()
                                        .map(key -> Arguments.of(section.path(), key)));
    }

    /** Keys with a single value or a list of such, read by their own names. */
    static Stream<Arguments> values() {
        return keys().filter(
                        it ->
                                it.get()[1] instanceof SchemaFile.Key key
                                        && !key.allowed().isEmpty());
    }

    private static Map<String, Object> document() {
        try (var in =
                Objects.requireNonNull(SchemaTest.class.getResourceAsStream("sections.yaml"))) {
            return SchemaFile.map(
                    SchemaFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Test
    void describesADocumentThatLoads() {
        assertThat(Configs.faults(Configs.load(new JsonObject(document()).encode()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sections")
    void knowsTheKeysOfTheLoader(SchemaFile.Section section) {
        if (section.keys().getFirst().name().equals("*")) {
            return;
        }
        Map<String, Object> document = document();
        Place place = Place.find(document, section.path(), "");
        place.mapping().put("unknown-key", 1);
        String fault = fault(document, place.path("unknown-key"));
        assertThat(List.of(fault.substring(fault.indexOf("allowed: ") + 9).split(", ")))
                .containsExactlyInAnyOrderElementsOf(
                        section.keys().stream().map(SchemaFile.Key::name).toList());
    }

    @ParameterizedTest
    @MethodSource("values")
    void saysWhatTheLoaderAllows(String section, SchemaFile.Key key) {
        Map<String, Object> document = document();
        Place place = Place.find(document, section, "");
        String name =
                key.name().equals("*") ? place.mapping().keySet().iterator().next() : key.name();
        place.mapping().put(name, List.of(List.of()));
        String fault = fault(document, place.path(name));
        assertThat(fault.substring(fault.indexOf("allowed: ") + 9)).isEqualTo(key.allowed());
    }

    @ParameterizedTest
    @MethodSource("values")
    void namesTheDefaultsOfTheLoader(String section, SchemaFile.Key key) {
        Place written = Place.find(document(), section, key.name());
        if (written.mapping().containsKey(key.name()) || key.name().equals("*")) {
            return;
        }
        LoadedConfig loaded = Configs.loaded(new JsonObject(document()).encode());
        Object value = Place.at(loaded.effective().values(), written.steps()).get(key.name());
        Object none = key.type().equals("list") ? List.of() : null;
        assertThat(value).isEqualTo(key.fallback() == null ? none : key.fallback());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void requiresTheKeysThatTheLoaderMisses(SchemaFile.Section section) {
        for (SchemaFile.Key key : section.keys()) {
            Map<String, Object> document = document();
            Place place = Place.find(document, section.path(), "");
            if (place.mapping().remove(key.name()) != null) {
                List<String> missed =
                        faults(document).stream()
                                .filter(it -> !it.contains("there is no"))
                                .toList();
                assertThat(errors(document).isEmpty())
                        .as(place.path(key.name()) + missed)
                        .isEqualTo(missed.isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart.yaml", "production.yaml"})
    void acceptsTheExamples(String name) throws IOException {
        assertThat(errors(Files.readString(EXAMPLES.resolve(name)))).isEmpty();
    }

    @Test
    void refusesWhatEditorsShouldUnderline() {
        assertThat(errors(Configs.BASE)).isEmpty();
        for (String wrong : List.of("head: 10", "haed: 10s", "head: {}")) {
            assertThat(errors(Configs.changed("head: 10s", wrong))).as(wrong).isNotEmpty();
        }
        assertThat(errors(Configs.changed("head: 10s", "head: \"${HEAD:-10s}\""))).isEmpty();
        assertThat(errors(Configs.changed("10MiB", "10MB"))).isNotEmpty();
        assertThat(errors(Configs.changed("{file: a.key}", "hunter2"))).isNotEmpty();
        assertThat(errors(Configs.changed("jwks: {file: corp.json}", "skew: 1s"))).isNotEmpty();
    }

    private static List<String> errors(String yaml) {
        return errors(SchemaFile.parse(yaml));
    }

    private static List<String> errors(Object document) {
        Validator validator =
                new ValidatorFactory()
                        .withJsonNodeFactory(new PlainNode.Factory())
                        .withDisabledSchemaValidation(true)
                        .createValidator();
        var schema = validator.registerSchema(SchemaFile.content());
        return validator.validate(schema, document).getErrors().stream()
                .map(it -> it.getInstanceLocation() + ": " + it.getError())
                .toList();
    }

    private static List<String> faults(Map<String, Object> document) {
        return Configs.faults(Configs.load(new JsonObject(document).encode())).stream()
                .map(it -> it.substring(it.indexOf(": ") + 2))
                .toList();
    }

    private static String fault(Map<String, Object> document, String path) {
        return faults(document).stream()
                .filter(it -> it.startsWith(path + ": ") || it.startsWith(path + "[0]: "))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no fault at " + path + ": " + faults(document)));
    }
}
