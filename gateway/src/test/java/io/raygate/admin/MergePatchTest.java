package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7396: its own examples, and what holds for all. */
class MergePatchTest {
    private static Json json(String text) {
        byte[] wrapped = ("{\"v\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(
                Objects.requireNonNull(JsonReader.object(wrapped, 100)).get("v"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}|{\"a\":null}|{}",
                "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
                "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
                "[\"a\",\"b\"]|[\"c\",\"d\"]|[\"c\",\"d\"]",
                "{\"a\":\"b\"}|[\"c\"]|[\"c\"]",
                "{\"a\":\"foo\"}|null|null",
                "{\"a\":\"foo\"}|\"bar\"|\"bar\"",
                "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
                "[1,2]|{\"a\":\"b\",\"c\":null}|{\"a\":\"b\"}",
                "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}"
            })
    void doesAsTheStandardShows(String target, String patch, String result) {
        assertThat(MergePatch.apply(json(target), json(patch))).isEqualTo(json(result));
    }

    @Property
    void twiceIsOnce(@ForAll("values") Json target, @ForAll("values") Json patch) {
        Json once = MergePatch.apply(target, patch);
        assertThat(MergePatch.apply(once, patch)).isEqualTo(once);
    }

    @Property
    void anEmptyPatchChangesNoObject(@ForAll("objects") Json target) {
        assertThat(MergePatch.apply(target, new Json.Members(Map.of()))).isEqualTo(target);
    }

    @Property
    void onlyWhatIsNamedChanges(
            @ForAll("objects") Json.Members target, @ForAll("objects") Json.Members patch) {
        Json.Members result = MergePatch.apply(target.values(), patch);
        target.values()
                .forEach(
                        (name, value) -> {
                            if (!patch.has(name)) {
                                assertThat(result.get(name)).isEqualTo(value);
                            }
                        });
        patch.values()
                .forEach(
                        (name, value) ->
                                assertThat(result.has(name))
                                        .isEqualTo(!(value instanceof Json.Nothing)));
    }

    @Provide
    Arbitrary<Json.Members> objects() {
        return members(values());
    }

    @Provide
    Arbitrary<Json> values() {
        Arbitrary<Json> leaf =
                Arbitraries.of(
                        new Json.Text("x"),
                        new Json.Truth(true),
                        new Json.Numeral(1),
                        new Json.Nothing());
        return Arbitraries.recursive(
                () -> leaf,
                inner ->
                        Arbitraries.oneOf(
                                leaf,
                                members(inner).map(object -> object),
                                inner.list().ofMaxSize(2).map(Json.Items::new)),
                0,
                3);
    }

    private static Arbitrary<Json.Members> members(Arbitrary<Json> values) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values)
                .ofMaxSize(3)
                .map(Json.Members::new);
    }
}
