package io.raygate.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of limits that stand elsewhere than in the file are read as those that stand there. */
class LimitWordsTest {
    private static LimitWords.Result read(String json) {
        return LimitWords.read(new JsonObject(json));
    }

    @Test
    void aSetIsWhatTheFileWouldMakeOfTheSameWords() {
        String words = "{\"requests\":{\"rate\":\"600/min\",\"burst\":100},\"concurrency\":32}";
        String file =
                "version: 1\nlisteners: {http: {address: \"127.0.0.1:0\"}}\nlimits: {one: "
                        + words
                        + "}\n";
        ConfigResult loaded =
                new ConfigLoader(name -> null)
                        .load(Path.of("raygate.yaml"), file.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded).isInstanceOf(LoadedConfig.class);
        assertThat(read(words))
                .isEqualTo(
                        new LimitWords.Result.Good(
                                requireNonNull(
                                        ((LoadedConfig) loaded).config().limits().get("one"))));
    }

    @Test
    void aSetNamesNoMoreThanAHundredModels() {
        assertThat(read(ofModels(100))).isInstanceOf(LimitWords.Result.Good.class);
        assertThat(read(ofModels(101)))
                .isEqualTo(
                        new LimitWords.Result.Bad(
                                List.of(
                                        new LimitWords.Fault(
                                                "/models",
                                                "names too many models, allowed: at most 100"))));
    }

    private static String ofModels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"m%d\":{\"requests\":{\"rate\":\"1/s\"}}".formatted(i))
                .collect(Collectors.joining(",", "{\"models\":{", "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | '' | limits nothing",
                "{\"concurrency\":0} | /concurrency | out of bounds",
                "{\"concurrency\":1.5} | /concurrency | is not a whole number",
                "{\"concurrency\":\"2\"} | /concurrency | take the quotes away",
                "{\"concurrency\":null} | /concurrency | has no value",
                "{\"concurrency\":[2]} | /concurrency | is not a single value",
                "{\"requests\":{}} | /requests/rate | is missing",
                "{\"requests\":7} | /requests | is not a mapping",
                "{\"requests\":{\"rate\":\"1/year\"}} | /requests/rate | is not a rate",
                "{\"requests\":{\"rate\":\"1/s\",\"a.b\":1}} | /requests/a.b | unknown key",
                "{\"models\":{\"a.b\":{}}} | /models/a.b | limits nothing",
                "{\"models\":{\"a\":{\"concurrency\":1}}} | /models/a/concurrency | unknown key",
                "{\"models\":{\"a\":{\"quota\":{\"tokens\":\"9/year\"}}}} | /models/a/quota/tokens | is not a quota",
                "{\"concurrency\":2,\"a/b~c\":{}} | /a~1b~0c | unknown key",
                "{\"concurrency\":\"${HOME}\"} | /concurrency | HOME"
            })
    void aFaultIsToldByItsPointer(String words, String pointer, String detail) {
        assertThat(read(words))
                .isInstanceOfSatisfying(
                        LimitWords.Result.Bad.class,
                        bad ->
                                assertThat(bad.faults())
                                        .anySatisfy(
                                                fault -> {
                                                    assertThat(fault.pointer()).isEqualTo(pointer);
                                                    assertThat(fault.detail()).contains(detail);
                                                }));
    }
}
