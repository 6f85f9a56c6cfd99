package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI's clients ask for and get where they ask for models. */
class ModelListTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/models,/v1,''",
        "/v1/models/llama,/v1,llama",
        "/v1/models/meta/llama-8b,/v1,meta/llama-8b",
        "/v1/models/a%20b+c,/v1,a b+c",
        "/v1/models,/,''",
        "/models/m,/,m",
        "/llm/v1/models,/llm,''",
        "/llm/v1/models/m,/llm,m",
        "/v1/models,/v1/models,''",
        "/v1/models/,/v1,",
        "/v1/modelsx,/v1,",
        "/v1/chat/models,/v1,",
        "/v1,/v1,",
    })
    void knowsWhatIsAskedFor(String path, String prefix, String model) {
        assertThat(ModelList.asked(path, prefix)).isEqualTo(model);
    }

    @Test
    void listsModelsInOrder() {
        JsonObject list = new JsonObject(ModelList.answer(List.of("b", "a\"\\é")).body());
        assertThat(list.getString("object")).isEqualTo("list");
        JsonArray data = list.getJsonArray("data");
        assertThat(data.getJsonObject(0))
                .isEqualTo(
                        new JsonObject()
                                .put("id", "a\"\\é")
                                .put("object", "model")
                                .put("created", 0)
                                .put("owned_by", "system"));
        assertThat(data.getJsonObject(1).getString("id")).isEqualTo("b");
        assertThat(new JsonObject(ModelList.answer("b").body()).getString("id")).isEqualTo("b");
        assertThat(new JsonObject(ModelList.answer(List.of()).body()).getJsonArray("data"))
                .isEmpty();
    }
}
