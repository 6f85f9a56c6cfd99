package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.RayCluster;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the other end-to-end tests rest on: two clusters which tell who answers, without a gateway.
 */
@ExtendWith(RealRay.class)
class RealRayIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void eachClusterAnswersUnderItsOwnName(RayClusters ray) throws Exception {
        assertThat(servedBy(ray.stable())).isEqualTo("stable/v1");
        assertThat(servedBy(ray.canary())).isEqualTo("canary/v2");
    }

    @Test
    void everyApplicationRuns(RayClusters ray) throws Exception {
        assertThat(runningApplications(ray.stable())).isEqualTo(10);
        assertThat(runningApplications(ray.canary())).isEqualTo(2);
    }

    private String servedBy(RayCluster cluster) throws Exception {
        return get(cluster.http().resolve("/echo")).headers().firstValue("x-served-by").orElse("");
    }

    private long runningApplications(RayCluster cluster) throws Exception {
        String status = get(cluster.dashboard().resolve("/api/serve/applications/")).body();
        return new JsonObject(status)
                .getJsonObject("applications").stream()
                        .filter(app -> isRunning((JsonObject) app.getValue()))
                        .count();
    }

    private static boolean isRunning(JsonObject application) {
        return "RUNNING".equals(application.getString("status"));
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
