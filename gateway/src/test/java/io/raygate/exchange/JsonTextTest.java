package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into a refusal cannot leave its string. */
class JsonTextTest {

    @Test
    void writesMembersAndObjects() {
        String text =
                new JsonText()
                        .member("a", "x")
                        .member("b", 12)
                        .object("c")
                        .member("d", (String) null)
                        .member("e", "y")
                        .end()
                        .member("f", "z")
                        .finish();
        assertThat(text)
                .isEqualTo("{\"a\":\"x\",\"b\":12,\"c\":{\"d\":null,\"e\":\"y\"},\"f\":\"z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\",\"admin\":true,\"",
                "\\",
                "\\\"",
                "\u0000\u001f",
                "\r\n\t",
                "~\u007f\u0080\u00e9",
                "\u2028\u2029\u202e",
                "\ud83d\ude00",
                "</script>",
                " ",
                "",
            })
    void escapesEveryText(String value) {
        String text = new JsonText().member("a", value).finish();
        assertThat(text).isPrintable();
        assertThat(text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)).isTrue();
        assertThat(new JsonObject(text)).isEqualTo(new JsonObject().put("a", value));
    }
}
