package io.raygate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-45: one JSON object to the letter of RFC 8259, and bounded. */
class JsonReaderTest {
    private static Json.@Nullable Members read(String text) {
        return JsonReader.object(text.getBytes(StandardCharsets.UTF_8), 100);
    }

    private static Json.@Nullable Items items(String text) {
        return JsonReader.items(text.getBytes(StandardCharsets.UTF_8), 3);
    }

    @Test
    void readsEveryKindOfValue() {
        assertThat(
                        read(
                                " {\"s\" : \"a\\u00e9\\n\\\"\\/\\ud83d\\ude00é😀\" , \"n\":[-0, 1.5e+2,"
                                        + " 1E-1, 0.25],\t\"t\":true,\"f\":false,\r\n\"z\":null,\"o\":{}"
                                        + " ,\"a\":[ ]} "))
                .isEqualTo(
                        new Json.Members(
                                Map.of(
                                        "s", new Json.Text("aé\n\"/😀é😀"),
                                        "n",
                                                new Json.Items(
                                                        List.of(
                                                                new Json.Numeral(-0.0),
                                                                new Json.Numeral(150),
                                                                new Json.Numeral(0.1),
                                                                new Json.Numeral(0.25))),
                                        "t", new Json.Truth(true),
                                        "f", new Json.Truth(false),
                                        "z", new Json.Nothing(),
                                        "o", new Json.Members(Map.of()),
                                        "a", new Json.Items(List.of()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "1",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{}\u0000",
                "\u0000{}",
                "\ufeff{}",
                "{}/**/",
                "/**/{}",
                "{}//",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1;\"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"o\":{\"a\":1,\"a\":null}}",
                "{\"o\":[{\"a\":1,\"b\":0,\"a\":1}]}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":5.}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":1e+-1}",
                "{\"a\":0x1}",
                "{\"a\":1_0}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":True}",
                "{\"a\":nul}",
                "{\"a\":nulll}",
                "{\"a\":undefined}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\n\u0001\"}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u00g1\"}",
                "{\"a\":\"\\u004\"}",
                "{\"a\":\"\\U0041\"}",
                "{\"a\":\"\\\"}",
                "{\"a\":\"\\",
                "{\"a\":\"\\u",
                "{\"a\":\"",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\ud800x\"}",
                "{\"\\udfff\":1}",
                "\u000b{}",
                "\u00a0{}",
                "{\"a\":11111111111111111111111111111111.1}",
            })
    void refuses(String text) {
        assertThat(read(text)).isNull();
    }

    /** Overlong, surrogates in UTF-8, truncated, beyond U+10FFFF, lone continuation, UTF-16. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b2261223a22c0af227d",
                "7b2261223a22eda080227d",
                "7b2261223a22e282227d",
                "7b2261223a22f4908080227d",
                "7b2261223a2280227d",
                "7b2261223a22ff227d",
                "efbbbf7b7d",
                "feff007b007d",
                "7b7dc3"
            })
    void refusesIllFormedUtf8(String hex) {
        assertThat(JsonReader.object(HexFormat.of().parseHex(hex), 100)).isNull();
    }

    @Test
    void boundsTheDepth() {
        String fifteen = "[".repeat(15) + "]".repeat(15);
        assertThat(read("{\"a\":" + fifteen + "}")).isNotNull();
        assertThat(read("{\"a\":[" + fifteen + "]}")).isNull();
        assertThat(read("{\"a\":".repeat(16) + "1" + "}".repeat(16))).isNotNull();
        assertThat(read("{\"a\":".repeat(17) + "1" + "}".repeat(17))).isNull();
        assertThat(read("{\"a\":" + "[".repeat(10_000))).isNull();
    }

    @Test
    void boundsTheMembers() {
        StringBuilder members = new StringBuilder("\"m0\":0");
        for (int i = 1; i < 100; i++) {
            members.append(",\"m").append(i).append("\":0");
        }
        assertThat(read("{" + members + "}")).isNotNull();
        assertThat(read("{" + members + ",\"m100\":0}")).isNull();
        assertThat(read("{\"a\":[0" + ",0".repeat(99) + "]}")).isNotNull();
        assertThat(read("{\"a\":[0" + ",0".repeat(100) + "]}")).isNull();
    }

    @Test
    void aHugeExponentIsInfiniteAndCheap() {
        assertThat(read("{\"a\":1e999999999}"))
                .isEqualTo(
                        new Json.Members(Map.of("a", new Json.Numeral(Double.POSITIVE_INFINITY))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":1}|/a|is there twice",
                "{\"a\":[0,{\"b/~\":1,\"b\\u002f~\":2}]}|/a/1/b~1~0|is there twice",
                "{\"a\":1|''|is not one JSON object within bounds: see character 7",
                "[]|''|is not one JSON object within bounds: see character 1"
            })
    void saysWhatIsWrongAndWhere(String text, String pointer, String detail) {
        assertThat(JsonReader.read(text.getBytes(StandardCharsets.UTF_8), 100))
                .isEqualTo(new JsonReader.Fault(pointer, detail));
    }

    @Test
    void readsAnArrayAsStrictly() {
        assertThat(items(" [1, {}] "))
                .isEqualTo(
                        new Json.Items(List.of(new Json.Numeral(1), new Json.Members(Map.of()))));
        for (String other :
                List.of("{}", "[1,]", "[] []", "1", "", "[{\"a\":1,\"a\":1}]", "[1,2,3,4]")) {
            assertThat(items(other)).as(other).isNull();
        }
        assertThat(read("[]")).isNull();
    }
}
