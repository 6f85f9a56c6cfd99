package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision;
import io.raygate.exchange.RejectionCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-69: what a request to OpenAI's API asks for is read strictly, in whatever pieces it comes. */
class AskedReaderTest {
    private static final String CHAT =
            """
            {"model":"llama-3","stream":true,"max_tokens":100,
             "messages":[{"role":"user","content":"eight ch"}]}""";

    private static Decision<Asked> read(String body) {
        return read(Buffer.buffer(body), Integer.MAX_VALUE);
    }

    private static Decision<Asked> read(Buffer body, int piece) {
        AskedReader reader = new AskedReader(true);
        for (int at = 0; at < body.length(); at += Math.min(piece, body.length() - at)) {
            reader.feed(body.getBuffer(at, at + Math.min(piece, body.length() - at)));
        }
        return reader.end();
    }

    private static Asked asked(String body) {
        return asked(read(body));
    }

    private static Asked asked(Decision<Asked> read) {
        assertThat(read).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed<Asked>) read).value();
    }

    /** The body that goes upstream. */
    private static JsonObject patched(String body) {
        Asked.Patch patch = Objects.requireNonNull(asked(body).patch());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int behind = patch.at() + patch.length();
        return Buffer.buffer()
                .appendBytes(bytes, 0, patch.at())
                .appendString(patch.text())
                .appendBytes(bytes, behind, bytes.length - behind)
                .toJsonObject();
    }

    @Test
    void modelStreamAndBoundsAreRead() {
        Asked chat = asked(CHAT);
        assertThat(chat.model()).isEqualTo("llama-3");
        assertThat(chat.stream()).isTrue();
        assertThat(chat.mostOutput()).isEqualTo(100);
        assertThat(chat.usageTold()).isFalse();
    }

    @Test
    void thePromptIsEstimatedByItsTexts() {
        assertThat(asked(CHAT).promptTokens()).isEqualTo(4 + 3);
        assertThat(asked("{\"prompt\":\"" + "word ".repeat(400) + "\"}").promptTokens())
                .isEqualTo(500);
        assertThat(asked("{\"input\":[1,2,3]}").promptTokens()).isEqualTo(3);
        assertThat(asked("{\"user\":\"not a prompt\"}").promptTokens()).isZero();
        assertThat(asked("{\"input\":\"data:image/png;base64," + "A".repeat(9_000) + "\"}"))
                .extracting(Asked::promptTokens)
                .isEqualTo(1_000L);
    }

    @Property(tries = 200)
    void piecesMakeNoDifference(@ForAll @IntRange(min = 1, max = 40) int piece) {
        assertThat(asked(read(Buffer.buffer(CHAT), piece))).isEqualTo(asked(CHAT));
    }

    @Test
    void aStreamIsMadeToTellItsUsage() {
        JsonObject include = new JsonObject().put("include_usage", true);
        assertThat(patched(CHAT)).isEqualTo(new JsonObject(CHAT).put("stream_options", include));
        assertThat(
                        patched("{\"stream\":true,\"stream_options\":{ }}")
                                .getJsonObject("stream_options"))
                .isEqualTo(include);
        assertThat(
                        patched(
                                        "{\"stream_options\":{\"include_usage\" : false,\"x\":1},\"stream\":true}")
                                .getJsonObject("stream_options"))
                .isEqualTo(include.copy().put("x", 1));
        assertThat(
                        patched("{\"stream_options\":{\"include_usage\":null},\"stream\":true}")
                                .getJsonObject("stream_options"))
                .isEqualTo(include);
        assertThat(
                        patched(
                                        "{\"stream_options\":{\"x\":{\"include_usage\":1}},\"stream\":true}")
                                .getJsonObject("stream_options"))
                .isEqualTo(include.copy().put("x", new JsonObject().put("include_usage", 1)));
    }

    @Test
    void optionsThatAreNullAreReplaced() {
        assertThat(
                        patched("{\"stream\":true,\"stream_options\":null}")
                                .getJsonObject("stream_options"))
                .isEqualTo(new JsonObject().put("include_usage", true));
    }

    @Test
    void whoAsksForItIsLeftAlone() {
        Asked told = asked("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(told.usageTold()).isTrue();
        assertThat(told.patch()).isNull();
        assertThat(asked("{\"stream\":false}").patch()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"model\"",
                "{",
                "{\"model\":\"a\"} {}",
                "{\"model\":\"a\"}x",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"m\\u006fdel\":\"b\"}",
                "{\"model\":7}",
                "{\"model\":\"\"}",
                "{\"model\":{\"a\":1}}",
                "{\"stream\":\"true\"}",
                "{\"stream\":[true]}",
                "{\"max_tokens\":1.5}",
                "{\"max_tokens\":\"9\"}",
                "{\"max_tokens\":99999999999999999999}",
                "{\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
                "{\"stream_options\":{\"include_usage\":\"yes\"}}",
                "{\"stream_options\":true}",
                "{\"stream_options\":[]}",
                "{'model':'a'}",
                "{\"model\":\"a\",}",
                "{\"a\":NaN}",
                "{\"model\":\"a\"/**/}"
            })
    void anythingElseIsRefused(String body) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused ->
                                assertThat(refused.rejection().code())
                                        .isEqualTo(RejectionCode.INVALID_BODY));
    }

    @Test
    void depthAndMembersAreBounded() {
        assertThat(read("{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}"))
                .isInstanceOf(Decision.Refuse.class);
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            many.append("\"m").append(i).append("\":1,");
        }
        assertThat(read(many.append("\"last\":1}").toString())).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void theStricterOfTwoBoundsCounts() {
        assertThat(asked("{\"max_tokens\":50,\"max_completion_tokens\":20}").mostOutput())
                .isEqualTo(20);
        assertThat(asked("{}").mostOutput()).isEqualTo(Asked.UNSAID);
    }
}
