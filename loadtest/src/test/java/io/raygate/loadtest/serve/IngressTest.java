package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngressTest {
    private final RunningServe ray = new RunningServe(ServeOptions.named("stable", "v1"));

    @AfterEach
    void close() {
        ray.close();
    }

    @Test
    void tellsWhoServedAndWhatArrived() {
        HttpResponse<String> answer =
                ray.get("/echo/%2Fx?status=418&header=X-A:1&header=X-A:2", "x-request-id", "r-1");

        var seen = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().allValues("x-a")).containsExactly("1", "2");
        assertThat(answer.headers().allValues("x-served-by")).containsExactly("stable/v1");
        assertThat(answer.headers().allValues("x-request-id")).containsExactly("r-1");
        assertThat(seen.getString("path")).isEqualTo("/echo//x");
        assertThat(seen.getString("raw_path")).isEqualTo("/echo/%2Fx");
        assertThat(seen.getString("root_path")).isEqualTo("/echo");
    }

    @Test
    void answersItsOwnEndpointsToAnyMethodAndSpelling() {
        assertThat(ray.get("/-%2Fhealthz").body()).isEqualTo("success");
        assertThat(ray.post("/%2D/healthz", "x").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ray.get("/-/routes").body()).getString("/llm")).isEqualTo("chat");
        assertThat(ray.get("/-/healthz/").body())
                .isEqualTo(
                        "Path '/-/healthz/' not found."
                                + " Ping http://.../-/routes for available routes.");
    }
}
