package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers are read, and as what. */
class OpenAiMetersTest {

    @ParameterizedTest
    @CsvSource({
        "200, application/json, , JsonMeter",
        "201, application/json; charset=utf-8, , JsonMeter",
        "200, Application/JSON;charset=UTF-8, identity, JsonMeter",
        "200, text/event-stream, , EventMeter",
        "200, text/event-stream; charset=utf-8, Identity, EventMeter",
        "200, application/json, gzip, ",
        "200, application/json, 'identity, br', ",
        "200, text/event-stream, zstd, ",
        "200, application/jsonl, , ",
        "200, application/problem+json, , ",
        "200, text/plain, , ",
        "200, '', , ",
        "200, , , ",
        "199, application/json, , ",
        "304, application/json, , ",
        "429, application/json, , ",
        "500, text/event-stream, , "
    })
    void onlyPlainSuccessesAreRead(
            int status,
            @Nullable String type,
            @Nullable String encoding,
            @Nullable String expected) {
        UsageMeter meter = OpenAiMeters.of(status, type, encoding, true, null);
        assertThat(meter == null ? null : meter.getClass().getSimpleName()).isEqualTo(expected);
    }
}
