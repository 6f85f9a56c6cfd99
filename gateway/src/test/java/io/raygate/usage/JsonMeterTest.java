package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an answer that is one document. */
class JsonMeterTest {
    private static final String GOOD = "\"prompt_tokens\":3,\"completion_tokens\":4";

    static Stream<Arguments> recorded() {
        return Stream.of(
                Arguments.of("chat.json", new Usage(1117, 1024, 346, 128)),
                Arguments.of("completions.json", new Usage(5, 0, 16, 0)),
                Arguments.of("responses.json", new Usage(36, 12, 87, 64)),
                Arguments.of("embeddings.json", new Usage(8, 0, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedAnswersTellTheirUsageHoweverTheyAreCut(String name, Usage usage) {
        byte[] answer = Answers.recorded(name).getBytes(StandardCharsets.UTF_8);
        for (int step = 1; step <= answer.length; step++) {
            var meter = new JsonMeter();
            assertThat(Answers.through(meter, answer, step).getBytes()).isEqualTo(answer);
            assertThat(meter.usage()).isEqualTo(usage);
            assertThat(meter.exact()).isTrue();
        }
    }

    @Test
    void theBytesPassUncopied() {
        Buffer data = Buffer.buffer("{\"usage\":{" + GOOD + "}}");
        assertThat(new JsonMeter().pass(data)).isSameAs(data);
        assertThat(new JsonMeter().end(data)).isSameAs(data);
    }

    static List<String> usages() {
        return List.of(
                "{" + GOOD + "}",
                "{ \"completion_tokens\" : 4 ,\n\t\"prompt_tokens\" :3 }",
                "{\"prompt_tokens\":3,\"total_tokens\":7}",
                "{" + GOOD + ",\"prompt_tokens_details\":null}",
                "{" + GOOD + ",\"prompt_tokens_details\":{\"cached_tokens\":null}}",
                "{" + GOOD + ",\"cost\":{\"prompt_tokens\":9},\"who\":[1,{}],\"x\":\"{\\\"\"}");
    }

    @ParameterizedTest
    @MethodSource("usages")
    void whatIsNotOfTheCountIsSkipped(String usage) {
        assertThat(read("{\"a\":[[{\"usage\":1}]],\"usage\":" + usage + ",\"z\":[]}"))
                .isEqualTo(new Usage(3, 0, 4, 0));
    }

    static Stream<String> wrongUsages() {
        Stream<String> numbers =
                Stream.of("-1", "1.0", "1e3", "01", "1000000000001", "9".repeat(40), "true", "nul")
                        .map(number -> "{\"prompt_tokens\":" + number + "}");
        return Stream.concat(
                numbers,
                Stream.of(
                        "{}",
                        "null",
                        "7",
                        "\"7\"",
                        "[]",
                        "{\"completion_tokens\":4}",
                        "{\"type\":\"duration\",\"seconds\":3}",
                        "{\"prompt_tokens\":\"3\"}",
                        "{\"prompt_tokens\":[3]}",
                        "{\"prompt_tokens\":{}}",
                        "{\"prompt_tokens\":3,\"completion_tokens\":\"4\"}",
                        "{\"prompt_tokens\":3,\"total_tokens\":2}",
                        "{" + GOOD + ",\"prompt_tokens\":3}",
                        "{" + GOOD + ",\"input_tokens\":3}",
                        "{" + GOOD + ",\"prompt_tokens_details\":[]}",
                        "{" + GOOD + ",\"prompt_tokens_details\":1}",
                        "{" + GOOD + ",\"prompt_tokens_details\":{\"cached_tokens\":-1}}",
                        "{" + GOOD + ",\"prompt_tokens_details\":{\"cached_tokens\":4}}",
                        "{" + GOOD + ",\"completion_tokens_details\":{\"reasoning_tokens\":5}}",
                        "{" + GOOD + ",\"prompt\\u005ftokens\":9}",
                        "{" + GOOD + "},\"usage\":{" + GOOD + "}",
                        "{" + GOOD + "},\"usage\":null",
                        "{" + GOOD + "},\"\\u0075sage\":{" + GOOD + "}",
                        "{" + GOOD + "},\"response\":{\"usage\":{" + GOOD + "}}"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsages")
    void aDoubtfulUsageIsNone(String usage) {
        assertThat(read("{\"usage\":" + usage + "}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[{\"usage\":%s}]",
                "{\"data\":{\"usage\":%s}}",
                "{\"data\":[{\"usage\":%s}]}",
                "{\"usage\":%s}}",
                "{\"usage\":%s} x",
                "{\"usage\":%s,,\"a\":1}",
                "{\"usage\":%s]",
                "{\"usage\" %s}",
                "{\"a\":[1,2},\"usage\":%s}",
                "{\"a\":\"\n\",\"usage\":%s}",
                "{\"a\":?,\"usage\":%s}",
                "{\"a\",\"usage\":%s}",
                "{1:2,\"usage\":%s}",
                "\ufeff{\"usage\":%s}"
            })
    void whatIsNoSuchDocumentHasNoUsage(String document) {
        assertThat(read(document.replace("%s", "{" + GOOD + "}"))).isNull();
    }

    @Test
    void aUsageThatHasNotEndedIsNone() {
        assertThat(read("{\"usage\":{" + GOOD)).isNull();
    }

    @Test
    void aUsageThatCameCountsWhereTheRestDoesNot() {
        assertThat(read("{\"usage\":{" + GOOD + "},\"choices\":[{\"te"))
                .isEqualTo(new Usage(3, 0, 4, 0));
    }

    @Test
    void theMostIsATrillion() {
        assertThat(read("{\"usage\":{\"prompt_tokens\":1000000000000}}"))
                .isEqualTo(new Usage(1_000_000_000_000L, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {62, 63, 64, 100_000})
    void depthIsBounded(int lists) {
        String document =
                "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + ",\"usage\":{" + GOOD + "}}";
        assertThat(read(document) != null).isEqualTo(lists < 64);
    }

    /** The scan keeps a word, never a value: 64 MiB pass through a meter that stays as it was. */
    @Test
    void aVeryLongStringIsSkipped() {
        var meter = new JsonMeter();
        meter.pass(Buffer.buffer("{\"data\":[{\"b64_json\":\""));
        Buffer piece = Buffer.buffer("QUJD".repeat(16 * 1024));
        IntStream.range(0, 1024).forEach(i -> meter.pass(piece));
        meter.end(Buffer.buffer("\"}],\"usage\":{" + GOOD + "}}"));
        assertThat(meter.usage()).isEqualTo(new Usage(3, 0, 4, 0));
    }

    @Property
    void arbitraryBytesNeverThrow(@ForAll byte[] bytes, @ForAll @IntRange(min = 1) int step) {
        var meter = new JsonMeter();
        byte[] answer = Buffer.buffer("{\"usage\":{").appendBytes(bytes).getBytes();
        int size = Math.min(step, answer.length);
        assertThat(Answers.through(meter, answer, size).getBytes()).isEqualTo(answer);
    }

    private static @Nullable Usage read(String document) {
        var meter = new JsonMeter();
        assertThat(Answers.through(meter, document)).isEqualTo(document);
        assertThat(meter.exact()).isEqualTo(meter.usage() != null);
        return meter.usage();
    }
}
