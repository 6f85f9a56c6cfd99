package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** S-44, S-45: what must hold for every text. */
class TokenParsingPropertyTest {

    @Property
    void noBytesBreakTheJsonReader(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(JsonReader.object(bytes, 100)).isNull();
    }

    /** Nearly JSON finds more than noise does. */
    @Property
    void noPiecesOfJsonBreakTheReader(@ForAll("pieces") String text) {
        Json.Members members = JsonReader.object(text.getBytes(StandardCharsets.UTF_8), 100);
        if (members != null) {
            assertThat(new JsonObject(text).size()).isEqualTo(members.values().size());
        }
    }

    @Property
    void whatAnotherWritesIsReadAlike(@ForAll("objects") JsonObject object) {
        String text = object.encode();
        Json.Members read = JsonReader.object(text.getBytes(StandardCharsets.UTF_8), 100);
        assertThat(read).isEqualTo(json(object));
    }

    @Property
    void noTextBreaksTheGate(@ForAll String text) {
        assertThat(TokenGate.open(text)).isInstanceOf(Checked.Failed.class);
        assertThat(TokenGate.open(text + ".e30.AA")).isInstanceOf(Checked.Failed.class);
    }

    @Property
    void base64urlIsReadAlike(@ForAll @Size(max = 100) byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(Base64Url.decode(text)).isEqualTo(bytes);
    }

    /** Canonical: whatever is read at all is written back to the very same text. */
    @Property
    void everyValueHasOneText(@ForAll("nearlyBase64") String text) {
        byte[] bytes = Base64Url.decode(text);
        if (bytes != null) {
            assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                    .isEqualTo(text);
        }
    }

    @Provide
    Arbitrary<String> nearlyBase64() {
        return Arbitraries.strings().withChars("ABQgwxyz019-_=+/ \n\u0100").ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"\\u0061\"",
                        "1",
                        "-0.5e3",
                        "true",
                        "null",
                        " ",
                        "\\",
                        "\"",
                        "\u0000",
                        "é")
                .list()
                .ofMaxSize(12)
                .map(pieces -> "{" + String.join("", pieces) + "}");
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        Arbitrary<Object> leaf =
                Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withCharRange('\u0000', '\ud7ff')
                                .ofMaxLength(10)
                                .map(Object.class::cast),
                        Arbitraries.integers().map(Object.class::cast),
                        Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> inner =
                Arbitraries.oneOf(
                        leaf,
                        leaf.list().ofMaxSize(3).map(JsonArray::new),
                        leaf.list().ofMaxSize(3).map(list -> new JsonObject(Map.of("k", list))));
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner)
                .ofMaxSize(6)
                .map(JsonObject::new);
    }

    private static Json json(Object value) {
        return switch (value) {
            case String text -> new Json.Text(text);
            case Number number -> new Json.Numeral(number.doubleValue());
            case Boolean truth -> new Json.Truth(truth);
            case JsonArray array ->
                    new Json.Items(array.stream().map(TokenParsingPropertyTest::json).toList());
            case JsonObject object -> {
                var members = new HashMap<String, Json>();
                object.forEach(entry -> members.put(entry.getKey(), json(entry.getValue())));
                yield new Json.Members(members);
            }
            default -> throw new AssertionError(Arrays.asList(value));
        };
    }
}
