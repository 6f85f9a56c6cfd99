package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.cluster.LifecycleTimes;
import io.raygate.loadtest.serve.ingress.ProxyOptions;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final String VIEW = "/api/serve/applications/";

    @Test
    void showsAHealthyClusterInTheRecordedShape() {
        try (var ray = new RunningServe(DashboardTest::asRecorded)) {
            assertThat(Recorded.shape(ray.controller()))
                    .isEqualTo(Recorded.shape(Recorded.json("applications-healthy.json")));
            assertThat(ray.application("busy").getString("status")).isEqualTo("RUNNING");
            assertThat(replicas(ray, "auto", "Auto")).isEmpty();
        }
    }

    private static ServeOptions asRecorded(ServeOptions options) {
        var applications = new ArrayList<>(Catalogue.full());
        applications.removeIf(one -> one.name().equals("busy429"));
        applications.add(Catalogue.auto());
        return options.withApplications(applications)
                .withProxy(ProxyOptions.DEFAULT.withRequestTimeout(Duration.ofSeconds(20)));
    }

    @Test
    void tellsNothingBeforeServeWasStarted() {
        try (var ray = new RunningServe(options -> options.withApplications(List.of()))) {
            assertThat(ray.controller()).isEqualTo(Recorded.json("applications-none.json"));
        }
    }

    @Test
    void knowsNoRouteAndNoDeploymentsUntilTheApplicationsAreImported() {
        try (var ray =
                new RunningServe(
                        options ->
                                asRecorded(options)
                                        .withWorkers(1)
                                        .withTimes(LifecycleTimes.AS_MEASURED))) {
            assertThat(Recorded.shape(ray.controller()))
                    .containsAll(Recorded.shape(applications("applications-deploying.json")));
            assertThat(ray.application("echo").getString("route_prefix")).isNull();
            assertThat(ray.application("echo").getJsonObject("deployments")).isEmpty();
            assertThat(ray.get("/-/healthz").body()).isEqualTo("Route table is not populated yet.");
            assertThat(ray.get("/echo").statusCode()).isEqualTo(404);
            ray.pass(5);
            assertThat(ray.get("/-/healthz").body()).isEqualTo("success");
            assertThat(ray.get("/-/routes").body()).contains("\"/echo\":\"echo\"");
            int worker = ray.serve().httpPorts().get(1);
            assertThat(ray.get(worker, "/-/healthz").body())
                    .isEqualTo("No replicas are available yet.");

            CompletableFuture<HttpResponse<String>> early = ray.getLater("/echo");
            await().until(() -> ray.serve().queue("echo").await().queued() == 1);
            ray.pass(5);
            assertThat(states(ray, "echo", "Echo")).containsExactly("STARTING", "STARTING");
            assertThat(ray.application("echo").getString("status")).isEqualTo("DEPLOYING");
            assertThat(early).isNotDone();
            ray.pass(5);
            assertThat(states(ray, "echo", "Echo")).containsExactly("RUNNING", "RUNNING");
            assertThat(early.join().statusCode()).isEqualTo(200);
        }
    }

    private static JsonObject applications(String name) {
        return new JsonObject()
                .put("applications", Recorded.json(name).getJsonObject("applications"));
    }

    @Test
    void showsApplicationsThatCannotStartInTheRecordedShapes() {
        try (var ray = new RunningServe(o -> o.withApplications(Catalogue.broken()))) {
            JsonObject recorded = Recorded.json("applications-mixed-failed.json");
            JsonObject failed = recorded.getJsonObject("applications");
            assertThat(Recorded.shape(ray.application("never")))
                    .isEqualTo(Recorded.shape(failed.getJsonObject("badinit")));
            assertThat(Recorded.shape(ray.application("missing")))
                    .isEqualTo(Recorded.shape(failed.getJsonObject("badimport")));
            assertThat(Recorded.shape(ray.application("late")))
                    .isEqualTo(Recorded.shape(failed.getJsonObject("slowinit")));
            JsonObject gpu = ray.application("gpu").getJsonObject("deployments");
            JsonObject recordedGpu = failed.getJsonObject("needsgpu").getJsonObject("deployments");
            assertThat(gpu.getJsonObject("Failing").getJsonObject("required_resources"))
                    .isEqualTo(
                            recordedGpu
                                    .getJsonObject("NeedsGpu")
                                    .getJsonObject("required_resources"));
            assertThat(states(ray, "gpu", "Failing")).containsExactly("STARTING");
            assertThat(ray.application("never").getString("message"))
                    .isEqualTo("Failed to update the deployments ['NeverReady'].");

            HttpResponse<String> never = ray.get("/never");
            assertThat(never.statusCode()).isEqualTo(503);
            assertThat(never.body())
                    .isEqualTo(
                            "Deployment(name='NeverReady', app='never') is unavailable because it"
                                    + " failed to deploy.");
            assertThat(ray.get("/missing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void wakesADeploymentAtZeroOnDemandAndPutsItBackToSleep() {
        try (var ray = new RunningServe(DashboardTest::asRecorded)) {
            CompletableFuture<HttpResponse<String>> answer = ray.getLater("/auto");
            await().until(() -> ray.serve().queue("auto").await().queued() == 1);
            ray.pass(2);
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(states(ray, "auto", "Auto")).containsExactly("RUNNING");
            ray.pass(15);
            assertThat(replicas(ray, "auto", "Auto")).isEmpty();
        }
    }

    @Test
    void letsOnlyTheTokenInAndTheFirstOfThreeShownDecides() {
        try (var ray = new RunningServe(options -> options.withToken("t"))) {
            assertThat(view(ray).statusCode()).isEqualTo(401);
            assertThat(view(ray).body()).isEqualTo("Unauthorized: Missing authentication token");
            assertThat(view(ray, "authorization", "Bearer t").statusCode()).isEqualTo(200);
            assertThat(view(ray, "x-ray-authorization", "Bearer t").statusCode()).isEqualTo(200);
            assertThat(view(ray, "cookie", "ray-authentication-token=t").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> wrongFirst =
                    view(ray, "authorization", "Bearer x", "x-ray-authorization", "Bearer t");
            assertThat(wrongFirst.statusCode()).isEqualTo(403);
            assertThat(wrongFirst.body()).isEqualTo("Forbidden: Invalid authentication token");

            int dashboard = ray.serve().dashboardPort();
            assertThat(ray.get(dashboard, "/api/gcs_healthz").body()).isEqualTo("success");
            assertThat(new JsonObject(ray.get(dashboard, "/api/authentication_mode").body()))
                    .isEqualTo(new JsonObject().put("authentication_mode", "token"));
            assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
            assertThat(ray.get(ray.serve().metricsPort(), "/metrics").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> view(RunningServe ray, String... headers) {
        return ray.get(ray.serve().dashboardPort(), VIEW, headers);
    }

    @Test
    void hasItsOtherPagesInTheRecordedShapes() {
        try (var ray = new RunningServe()) {
            int dashboard = ray.serve().dashboardPort();
            assertThat(new JsonObject(ray.get(dashboard, "/api/version").body()))
                    .isEqualTo(Recorded.json("version.json"));
            JsonObject nodes = new JsonObject(ray.get(dashboard, "/nodes?view=summary").body());
            JsonObject recordedNodes = Recorded.json("nodes-summary.json");
            recordedNodes.getJsonObject("data").remove("nodeLogicalResources");
            assertThat(Recorded.shape(nodes)).isEqualTo(Recorded.shape(recordedNodes));
            var found = new JsonArray(ray.get(dashboard, "/api/prometheus/sd").body());
            JsonArray targets = found.getJsonObject(0).getJsonArray("targets");
            assertThat(targets.getString(0)).isEqualTo("127.0.0.1:" + ray.serve().metricsPort());
            assertThat(targets.size())
                    .isEqualTo(
                            new JsonArray(Recorded.text("prometheus-sd.json"))
                                    .getJsonObject(0)
                                    .getJsonArray("targets")
                                    .size());
            assertThat(ray.get(dashboard, "/metrics").statusCode()).isEqualTo(404);
            assertThat(ray.get(ray.serve().agentPort(), "/api/local_raylet_healthz").body())
                    .isEqualTo("success");
        }
    }

    private static JsonArray replicas(RunningServe ray, String application, String deployment) {
        return ray.application(application)
                .getJsonObject("deployments")
                .getJsonObject(deployment)
                .getJsonArray("replicas");
    }

    static List<String> states(RunningServe ray, String application, String deployment) {
        var states = new ArrayList<String>();
        for (Object replica : replicas(ray, application, deployment)) {
            states.add(((JsonObject) replica).getString("state"));
        }
        return states;
    }
}
