package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The life of a request from the outside: who gets through, what the upstream sees, what is refused
 * and how it looks.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PipelineIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static SimulatedServe serve =
            SimulatedServe.start(VERTX, ServeOptions.named("stable", "v1")).await();
    private static GatewayUnderTest gateway = GatewayUnderTest.start(routes(serve.httpPort()));

    private static String routes(int port) {
        return """
            clusters:
              stable: {endpoints: [http://127.0.0.1:%d], health: {path: /echo, interval: 1s}}
            routes:
              echo: {match: {path: /echo}, auth: [apiKeys], tenants: [acme], split: {weights: {stable: 1}}}
              scoped: {match: {path: /scoped}, auth: [apiKeys], tenants: all, scopes: [train], rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              foreign: {match: {path: /foreign}, auth: [apiKeys], tenants: [globex], split: {weights: {stable: 1}}}
              open: {match: {path: /open}, auth: none, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              chat: {match: {path: /v1}, auth: [apiKeys], tenants: [acme], openai: true, expose: [cluster], serverTiming: true, rewrite: {prefix: /llm/v1}, split: {weights: {stable: 1}}}
              slashed: {match: {exactPath: /slashed/}, auth: [apiKeys], tenants: all, redirectTrailingSlash: true, split: {weights: {stable: 1}}}
              web: {match: {path: /web, methods: [POST]}, auth: [apiKeys], tenants: all, cors: {origins: ["https://app.example"]}, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
            """
                .formatted(port);
    }

    @BeforeAll
    static void answers() {
        assertThat(gateway.get("/echo").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void end() {
        gateway.close();
        VERTX.close().await();
    }

    private static JsonObject seen(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static Set<String> names(JsonObject seen) {
        Set<String> names = new HashSet<>();
        for (Object field : seen.getJsonArray("headers")) {
            names.add(((JsonArray) field).getString(0));
        }
        return names;
    }

    private static String value(JsonObject seen, String name) {
        return seen.getJsonArray("headers").stream()
                .map(JsonArray.class::cast)
                .filter(field -> field.getString(0).equals(name))
                .map(field -> field.getString(1))
                .reduce((one, two) -> one + " AND " + two)
                .orElse("");
    }

    @Test
    void aGrantedRequestReachesTheUpstreamWithIdentityAndWithoutTheCredential() {
        JsonObject seen =
                seen(
                        gateway.send(
                                gateway.request("/echo/a/b?x=1&y=%20")
                                        .header("X-Raygate-Tenant", "mallory")
                                        .header("X-Raygate-Principal", "mallory")
                                        .POST(BodyPublishers.ofString("hello"))));
        assertThat(seen.getString("path")).isEqualTo("/echo/a/b");
        assertThat(seen.getString("query")).isEqualTo("x=1&y=%20");
        assertThat(seen.getString("body")).isEqualTo("hello");
        assertThat(value(seen, "x-raygate-tenant")).isEqualTo("acme");
        assertThat(value(seen, "x-raygate-principal")).isEqualTo("ci");
        assertThat(value(seen, "x-request-id")).hasSize(36);
        assertThat(names(seen))
                .doesNotContain("authorization", "x-api-key")
                .contains("x-request-timeout-seconds", "via");
    }

    @Test
    void refusesInTheOrderOfTheSpecification() {
        assertThat(gateway.get("/foreign").statusCode()).as("not granted").isEqualTo(404);
        assertThat(gateway.get("/nowhere").statusCode()).as("no route").isEqualTo(404);
        assertThat(gateway.get("/scoped").statusCode()).as("scope missing").isEqualTo(403);
        HttpResponse<String> method =
                gateway.send(gateway.request("/echo").method("PROPFIND", BodyPublishers.noBody()));
        assertThat(method.statusCode()).isEqualTo(501);
        HttpResponse<String> allow = gateway.send(gateway.request("/web").GET());
        assertThat(allow.statusCode()).isEqualTo(405);
        assertThat(allow.headers().firstValue("allow")).contains("POST");
        HttpResponse<String> hidden = gateway.send(gateway.anonymous("/web").GET());
        assertThat(hidden.statusCode())
                .as("405 is for those who are granted the path")
                .isEqualTo(401);
    }

    @Test
    void aRouteWithoutCredentialsServesAnyoneAndNamesNobody() {
        JsonObject seen = seen(gateway.send(gateway.anonymous("/open/x")));
        assertThat(seen.getString("path")).isEqualTo("/echo/x");
        assertThat(names(seen)).noneMatch(name -> name.startsWith("x-raygate"));
    }

    @Test
    void refusalsOnOpenAiRoutesHaveOpenAisShape() {
        HttpResponse<String> refused =
                gateway.send(
                        gateway.anonymous("/v1/models").header("Authorization", "Bearer sk-wrong"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getString("code"))
                .isEqualTo("invalid_api_key");
    }

    @Test
    void tellsOfTheWayOnlyWhereTheRouteSaysSo() {
        HttpResponse<String> told = gateway.get("/v1/models");
        assertThat(told.headers().firstValue("x-raygate-cluster")).contains("stable");
        assertThat(told.headers().firstValue("server-timing").orElse(""))
                .matches("gw;dur=\\d+\\.\\d, upstream;dur=\\d+\\.\\d");
        HttpResponse<String> silent = gateway.get("/echo");
        assertThat(silent.headers().firstValue("x-raygate-cluster")).isEmpty();
        assertThat(silent.headers().firstValue("server-timing")).isEmpty();
    }

    @Test
    void twoCredentialsAreOneTooMany() {
        HttpResponse<String> refused =
                gateway.send(gateway.request("/echo").header("X-API-Key", gateway.key()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("multiple_credentials");
    }

    @Test
    void redirectsToTheOtherSlashOnlyThoseWhoAreGrantedThePath() {
        HttpResponse<String> redirected = gateway.get("/slashed?a=b");
        assertThat(redirected.statusCode()).isEqualTo(308);
        assertThat(redirected.headers().firstValue("location")).contains("/slashed/?a=b");
        assertThat(gateway.send(gateway.anonymous("/slashed")).statusCode()).isEqualTo(401);
    }

    /** S-70. */
    @Test
    void answersAPreflightItself() {
        HttpResponse<String> preflight =
                preflight(gateway.anonymous("/web"), "https://app.example");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("https://app.example");
    }

    /** S-68, S-70: a page of another origin cannot tell the route from a path without one. */
    @Test
    void aPreflightOfAnotherOriginSeesNoRoute() {
        assertThat(preflight(gateway.anonymous("/web"), "https://evil.example").statusCode())
                .isEqualTo(401);
        HttpResponse<String> withKey = preflight(gateway.request("/web"), "https://evil.example");
        assertThat(withKey.statusCode()).isEqualTo(204);
        assertThat(withKey.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(gateway.send(gateway.anonymous("/web")).headers().map())
                .containsOnlyKeys(
                        gateway.send(gateway.anonymous("/nowhere")).headers().map().keySet());
    }

    private static HttpResponse<String> preflight(HttpRequest.Builder request, String origin) {
        return gateway.send(
                request.header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void raysOwnEndpointsAreOutOfReach() {
        for (String path :
                new String[] {
                    "/-/healthz",
                    "/-/routes",
                    "/echo/../-/routes",
                    "/%2D/healthz",
                    "/echo/%2e%2e/-/routes"
                }) {
            assertThat(
                            gateway.send(
                                            gateway.request("/echo")
                                                    .uri(
                                                            URI.create(
                                                                    "http://127.0.0.1:"
                                                                            + gateway.port()
                                                                            + path)))
                                    .statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    @Test
    void writesOneLogLineAnExchangeAndCountsIt() {
        double before =
                gateway.metric(
                        "raygate_requests_total{cluster=\"stable\",route=\"echo\",status_class=\"2xx\"}");
        gateway.get("/echo/logged");
        JsonObject line = gateway.logLine("/echo/logged");
        assertThat(line.getString("raygate.tenant")).isEqualTo("acme");
        assertThat(line.getString("raygate.cluster")).isEqualTo("stable");
        assertThat(line.getString("raygate.outcome")).isEqualTo("ok");
        assertThat(line.getInteger("http.response.status_code")).isEqualTo(200);
        assertThat(line.encode()).doesNotContain(gateway.key());
        double after =
                gateway.metric(
                        "raygate_requests_total{cluster=\"stable\",route=\"echo\",status_class=\"2xx\"}");
        assertThat(after).isGreaterThan(before);
    }

    @Test
    void countsWhatItKeepsOpenToEndpointsAndWhatItAddsItself() {
        gateway.get("/echo/counted");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(
                        () ->
                                gateway.metric("raygate_upstream_connections{state=\"available\"}")
                                        >= 1);
        assertThat(gateway.ops("/metrics").body())
                .contains(
                        "raygate_upstream_connections{state=\"busy\"} ",
                        "raygate_upstream_pending 0",
                        "raygate_gateway_overhead_seconds_count{cluster=\"stable\",route=\"echo\"}");
    }

    @Test
    void showsConfigurationAndClustersToTheOperatorWithoutSecrets() {
        assertThat(
                        new JsonObject(gateway.admin("/v1/status").body())
                                .getJsonObject("clusters")
                                .fieldNames())
                .contains("stable");
        assertThat(gateway.admin("/v1/config").body())
                .contains("127.0.0.1:" + serve.httpPort())
                .doesNotContain(gateway.key());
        assertThat(gateway.ops("/livez").statusCode()).isEqualTo(200);
        assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
        assertThat(gateway.ops("/else").statusCode()).isEqualTo(404);
    }
}
