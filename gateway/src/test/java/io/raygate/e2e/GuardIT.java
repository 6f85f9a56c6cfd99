package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import io.vertx.core.json.JsonArray;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller with a good key must not reach or command on Ray's side. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardIT {
    private final GatewayProcess gateway;
    private final Caller caller;

    GuardIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        caller = Caller.of(gateway);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    /**
     * S-30, S-32, S-29: Ray obeys each of these whoever sends it, or an application believes it.
     */
    @Test
    void rayGetsNoneOfItsControlHeadersAndNoCredential() throws Exception {
        HttpResponse<String> answer =
                caller.get(
                        "/only/echo",
                        "X-Request-Timeout-Seconds",
                        "0",
                        "X-Request-Disconnect-Disabled",
                        "?1",
                        "Serve-Multiplexed-Model-Id",
                        "evil",
                        "serve_multiplexed_model_id",
                        "evil",
                        "X-Session-Id",
                        "evil",
                        "x_session_id",
                        "evil",
                        "X-Serve-Router-Replica",
                        "evil",
                        "X-Ray-Authorization",
                        "Bearer evil",
                        "Cookie",
                        "ray-authentication-token=evil",
                        "X-Request-Id",
                        "evil",
                        "X-Forwarded-For",
                        "evil",
                        "X-Raygate-Tenant",
                        "evil");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("evil").doesNotContain(gateway.key());
        List<String> names = names(Caller.seen(answer).getJsonArray("headers"));
        assertThat(names)
                .doesNotContain("x-request-disconnect-disabled", "authorization", "cookie")
                .containsOnlyOnce("x-request-id")
                .containsOnlyOnce("x-request-timeout-seconds");
        assertThat(values(answer, "x-raygate-tenant")).containsExactly("acme");
        assertThat(Double.parseDouble(values(answer, "x-request-timeout-seconds").getFirst()))
                .isPositive();
    }

    /**
     * S-71, S-24: Ray decodes {@code %2F} before it routes, and answers any method at {@code /-/}.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/-/routes",
                "/-/healthz",
                "/%2D/healthz",
                "/-%2Froutes",
                "/-%2froutes",
                "/%2d%2fhealthz",
                "/only/-/routes",
                "/only/%2D/routes",
                "/only/-%2Froutes",
                "/only/../-/routes",
                "/only/echo/../../-/routes",
                "/only/%2e%2e/-/routes",
                "/only/..%2f-/routes",
                "/only/%252e%252e/-/routes",
                "/only//-/routes",
                "/api/serve/applications/",
                "/only/api/serve/applications/"
            })
    void noPathLeadsToRaysOwnPages(String path) throws Exception {
        HttpResponse<String> answer = caller.get(path);

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body())
                .doesNotContain("success")
                .doesNotContain("WebSocketEcho")
                .doesNotContain("\"/echo\"");
    }

    /** S-30: the header which would let Ray work on after the client has left. */
    @Test
    void aCallerCannotForbidRayToCancel() throws Exception {
        HttpResponse<InputStream> answer =
                caller.send(
                        gateway.request("/stream?n=300&delay=0.05")
                                .header("X-Request-Disconnect-Disabled", "?1"),
                        BodyHandlers.ofInputStream());
        String id = Caller.field(answer, "x-request-id");
        answer.body().close();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> caller.get("/stream/journal?id=" + id).body().contains("cancelled"));
    }

    /** S-110: no traceback, path or process id of Ray. */
    @Test
    void anExceptionInAnApplicationTellsNothing() throws Exception {
        HttpResponse<String> answer = caller.get("/fail?mode=raise");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("Traceback").doesNotContain("asked to raise");
    }

    private static List<String> names(JsonArray fields) {
        return fields.stream()
                .map(field -> ((JsonArray) field).getString(0).toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> values(HttpResponse<String> echo, String name) {
        return Caller.seen(echo).getJsonArray("headers").stream()
                .map(JsonArray.class::cast)
                .filter(field -> field.getString(0).equalsIgnoreCase(name))
                .map(field -> field.getString(1))
                .toList();
    }
}
