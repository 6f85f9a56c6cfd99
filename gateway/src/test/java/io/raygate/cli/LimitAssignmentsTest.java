package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of a set of limits as they are typed. */
class LimitAssignmentsTest {

    @Test
    void pointsLeadIntoObjectsAndValuesHaveTheirTypes() {
        JsonObject json =
                LimitAssignments.json(
                        List.of(
                                "requests.rate=600/min",
                                "requests.burst=none",
                                "concurrency=32",
                                "shadow=true",
                                "zone=Europe/Berlin"));
        assertThat(json)
                .isEqualTo(
                        new JsonObject(
                                "{\"requests\":{\"rate\":\"600/min\",\"burst\":null},\"concurrency\":32,\"shadow\":true,\"zone\":\"Europe/Berlin\"}"));
        assertThat(LimitAssignments.whole(json).getJsonObject("requests"))
                .isEqualTo(new JsonObject().put("rate", "600/min"));
    }

    @Test
    void namesMayStandInQuotationMarks() {
        assertThat(
                        LimitAssignments.json(
                                List.of(
                                        "models.\"a/llama-3.3=x\".tokens.rate=9/s",
                                        "models.qwen-7b.requests.rate=1/s",
                                        "models.old=none")))
                .isEqualTo(
                        new JsonObject(
                                "{\"models\":{\"a/llama-3.3=x\":{\"tokens\":{\"rate\":\"9/s\"}},\"qwen-7b\":{\"requests\":{\"rate\":\"1/s\"}},\"old\":null}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests",
                "\"a=1",
                "\"\"=1",
                "\"a\"b=1",
                "a.=1",
                "=1",
                ".a=1",
                "a..b=1",
                "a b=1",
                "a=1 a.b=2",
                "a=1 a=1"
            })
    void whatIsNoAssignmentIsRefused(String words) {
        List<String> each = words.equals("a b=1") ? List.of(words) : List.of(words.split(" "));
        assertThatThrownBy(() -> LimitAssignments.json(each)).isInstanceOf(CommandFailure.class);
    }
}
