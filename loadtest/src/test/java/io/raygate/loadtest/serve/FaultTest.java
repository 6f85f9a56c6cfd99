package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.dashboard.Manner;
import io.raygate.loadtest.serve.fault.HeadFaults;
import io.raygate.loadtest.serve.fault.ProxyFaults;
import io.raygate.loadtest.serve.fault.ReplicaFaults;
import io.raygate.loadtest.serve.fault.ReplicaFaults.Slowness;
import io.raygate.loadtest.serve.fault.TelemetryFaults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each switch once, with the times measured on real Ray. */
class FaultTest {
    private static final String VIEW = "/api/serve/applications/";

    private final RunningServe ray = new RunningServe(options -> options.withWorkers(1));
    private final int dashboard = ray.serve().dashboardPort();

    @AfterEach
    void close() {
        ray.close();
    }

    @Test
    void aKilledReplicaCostsOnlyWhatItHeldAndIsReplacedAfterItsHealthCheck() {
        CompletableFuture<HttpResponse<String>> held = ray.getLater("/slow?seconds=60");
        await().until(() -> ray.serve().ongoing("slow").await() == 1);

        ray.serve().strike(ReplicaFaults.kill("slow", 0)).await();
        CompletableFuture<HttpResponse<String>> next = ray.getLater("/slow?seconds=0");
        await().until(() -> ray.serve().queue("slow").await().queued() == 1);

        assertThat(held.join().statusCode()).isEqualTo(500);
        assertThat(held.join().headers().firstValue("x-request-id")).isEmpty();
        assertThat(status("slow")).isEqualTo("RUNNING");
        ray.pass(8.5);
        assertThat(status("slow")).isEqualTo("UNHEALTHY");
        ray.pass(1);
        assertThat(status("slow")).isEqualTo("RUNNING");
        assertThat(next.join().statusCode()).isEqualTo(200);
        assertThat(deployment("slow", "Slow").getString("status_trigger")).isEqualTo("UNSPECIFIED");
    }

    @Test
    void aHungReplicaKeepsItsRequestsForAMinuteAndAHalf() {
        ray.serve().strike(ReplicaFaults.hang("slow", 0)).await();
        CompletableFuture<HttpResponse<String>> held = ray.getLater("/slow?seconds=0");
        await().until(() -> ray.serve().ongoing("slow").await() == 1);

        ray.pass(95);
        assertThat(held).isNotDone();
        assertThat(status("slow")).isEqualTo("RUNNING");
        ray.pass(3);
        assertThat(held.join().statusCode()).isEqualTo(500);
        assertThat(ray.get("/slow/journal").statusCode()).isEqualTo(200);
    }

    @Test
    void aReplicaWhoseChecksRaiseServesUntilTheThirdMiss() {
        assertThat(ray.get("/fail?mode=unhealthy").statusCode()).isEqualTo(200);
        ray.pass(2.9);
        assertThat(ray.get("/fail").statusCode()).isEqualTo(200);
        ray.pass(0.2);
        assertThat(status("failing")).isEqualTo("UNHEALTHY");
        assertThat(DashboardTest.states(ray, "failing", "Failing"))
                .containsExactly("STOPPING", "STARTING");
        JsonObject recorded = Recorded.json("applications-unhealthy.json");
        JsonObject unhealthy = recorded.getJsonObject("applications").getJsonObject("fastapi");
        assertThat(Recorded.shape(unhealthy)).containsAll(Recorded.shape(plain("failing")));
        ray.pass(3);
        assertThat(DashboardTest.states(ray, "failing", "Failing")).containsExactly("RUNNING");
        assertThat(ray.get("/fail").statusCode()).isEqualTo(200);
    }

    private JsonObject plain(String application) {
        JsonObject json = ray.application(application);
        json.remove("docs_path");
        return json;
    }

    @Test
    void aSlowReplicaStretchesTheTimesOfTheApplication() {
        var slowness = new Slowness(3, Duration.ofSeconds(1));
        ray.serve().strike(ReplicaFaults.slow("slow", 0, slowness, Duration.ofMinutes(1))).await();
        CompletableFuture<HttpResponse<String>> answer = ray.getLater("/slow?seconds=2");
        await().until(() -> ray.serve().ongoing("slow").await() == 1);

        ray.pass(6.9);
        assertThat(ray.serve().ongoing("slow").await()).isEqualTo(1);
        ray.pass(0.2);
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aColdReplicaIsRunningBeforeItIsQuick() {
        var cold = ReplicaFaults.coldStart("slow", Duration.ofSeconds(2), Duration.ofSeconds(20));
        ray.serve().strike(cold).await();
        assertThat(deployment("slow", "Slow").getString("status")).isEqualTo("UPSCALING");
        ray.pass(2);
        assertThat(DashboardTest.states(ray, "slow", "Slow")).containsExactly("RUNNING", "RUNNING");
    }

    @Test
    void aKilledProxyRefusesWhileTheDashboardCallsItHealthy() {
        ray.serve().strike(ProxyFaults.kill(0)).await();
        await().until(() -> ray.isRefused(ray.serve().httpPort()));
        assertThat(ray.get(ray.serve().httpPorts().get(1), "/echo").statusCode()).isEqualTo(200);

        ray.pass(26);
        assertThat(proxyStatus()).isEqualTo("HEALTHY");
        assertThat(ray.metrics().lines().filter(line -> line.startsWith("ray_serve_proxy_status{")))
                .hasSize(1);
        ray.pass(1);
        assertThat(proxyStatus()).isEqualTo("STARTING");
        ray.pass(1);
        await().until(() -> !ray.isRefused(ray.serve().httpPort()));
        assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
    }

    @Test
    void aHungProxyAcceptsAndSaysNothingForAMinute() {
        ray.serve().strike(ProxyFaults.hang(0)).await();
        CompletableFuture<HttpResponse<String>> silent = ray.getLater("/-/healthz");
        ray.pass(61);
        assertThat(proxyStatus()).isEqualTo("HEALTHY");
        assertThat(silent).isNotDone();
        ray.pass(4.5);
        assertThat(silent.join().statusCode()).isEqualTo(200);
        ray.pass(1);
        await().until(() -> !ray.isRefused(ray.serve().httpPort()));
    }

    @Test
    void aDrainingProxyFailsItsHealthCheckAndServesOn() {
        ray.serve().strike(ProxyFaults.drain(0)).await();
        HttpResponse<String> health = ray.get("/-/healthz");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).isEqualTo("This node is being drained.");
        assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
        ray.pass(30);
        assertThat(ray.get("/-/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void aRestartedControllerIsNoOutage() {
        ray.pass(10);
        ray.serve().strike(HeadFaults.restartController()).await();
        assertThat(ray.controller().getJsonObject("proxies")).isEmpty();
        assertThat(status("echo")).isEqualTo("DEPLOYING");
        assertThat(DashboardTest.states(ray, "echo", "Echo")).containsOnly("RECOVERING");
        assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
        ray.pass(1.3);
        assertThat(status("echo")).isEqualTo("RUNNING");
    }

    @Test
    void aHungControllerLeavesTheDashboardSilentAboutServeAlone() {
        ray.serve().strike(HeadFaults.hangController()).await();
        CompletableFuture<HttpResponse<String>> silent = ray.getLater(dashboard, VIEW);
        assertThat(ray.get(dashboard, "/api/version").statusCode()).isEqualTo(200);
        assertThat(ray.get(dashboard, "/api/gcs_healthz").statusCode()).isEqualTo(200);
        assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
        assertThat(silent).isNotDone();
        ray.serve().heal().await();
        assertThat(status("echo")).isEqualTo("RUNNING");
    }

    @Test
    void aKilledGcsGivesAMinuteOfWarningAndThenEverythingIsGone() {
        ray.serve().strike(HeadFaults.killGcs()).await();
        assertThat(ray.get(dashboard, "/api/gcs_healthz").statusCode()).isEqualTo(503);
        ray.pass(59);
        assertThat(ray.get("/echo").statusCode()).isEqualTo(200);
        ray.pass(2);
        for (int port : ray.serve().httpPorts()) {
            await().until(() -> ray.isRefused(port));
        }
        assertThat(ray.get(dashboard, VIEW).statusCode()).isEqualTo(500);
        ray.serve().heal().await();
        await().until(() -> !ray.isRefused(ray.serve().httpPort()));
    }

    @Test
    void aKilledHeadWithRedisLeavesTheWorkersServingUntilANewOneComes() {
        ray.serve().strike(HeadFaults.killHead(Duration.ofSeconds(15))).await();
        await().until(() -> ray.isRefused(dashboard) && ray.isRefused(ray.serve().httpPort()));
        assertThat(worker().statusCode()).isEqualTo(200);
        ray.pass(23.5);
        await().until(() -> !ray.isRefused(dashboard));
        assertThat(ray.isRefused(ray.serve().httpPort())).isTrue();
        ray.pass(2);
        await().until(() -> !ray.isRefused(ray.serve().httpPort()));
    }

    @Test
    void withoutANewHeadTheWorkersEndAfterAMinute() {
        ray.serve().strike(HeadFaults.killHead(null)).await();
        ray.pass(59);
        assertThat(worker().statusCode()).isEqualTo(200);
        ray.pass(2);
        await().until(() -> ray.isRefused(ray.serve().httpPorts().get(1)));
    }

    private HttpResponse<String> worker() {
        return ray.get(ray.serve().httpPorts().get(1), "/echo");
    }

    @Test
    void aDashboardCanBreakSlowDownOrRefuse() {
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        ray.serve().strike(TelemetryFaults.dashboard(new Manner.Broken(), minute)).await();
        assertThat(ray.get(dashboard, VIEW).statusCode()).isEqualTo(500);
        var slow = new Manner.Slow(Duration.ofSeconds(5));
        ray.serve().strike(TelemetryFaults.dashboard(slow, hour)).await();
        CompletableFuture<HttpResponse<String>> late = ray.getLater(dashboard, "/api/version");
        assertThat(late).isNotDone();
        await().until(
                        () -> {
                            ray.pass(5);
                            return late.isDone();
                        });
        assertThat(late.join().statusCode()).isEqualTo(200);
        ray.serve().heal().await();
        ray.serve().strike(TelemetryFaults.dashboardRefuses(minute)).await();
        await().until(() -> ray.isRefused(dashboard));
        ray.pass(60);
        await().until(() -> !ray.isRefused(dashboard));
    }

    @Test
    void anOldDashboardShowsThePast() {
        ray.serve().strike(TelemetryFaults.oldDashboard(Duration.ofSeconds(27))).await();
        ray.serve().strike(ReplicaFaults.kill("slow", 0)).await();
        ray.pass(8.5);
        assertThat(status("slow")).isEqualTo("RUNNING");
        ray.pass(27);
        assertThat(status("slow")).isEqualTo("UNHEALTHY");
        ray.serve().heal().await();
        assertThat(status("slow")).isEqualTo("RUNNING");
    }

    @Test
    void metricsCanBeOldFrozenUntrueIncompleteOrLarge() {
        ray.pass(10);
        ray.serve().strike(TelemetryFaults.frozenMetrics()).await();
        String frozen = ray.metrics();
        CompletableFuture<HttpResponse<String>> busy = ray.getLater("/busy?seconds=600");
        await().until(() -> ray.serve().queue("busy").await().queued() == 1);
        ray.pass(30);
        assertThat(ray.metrics()).isEqualTo(frozen);

        ray.serve().heal().await();
        String ongoing = "ray_serve_num_ongoing_requests_at_replicas\\{.*\"busy\".*\\} ";
        assertThat(ray.metrics()).containsPattern(ongoing + "1\\.0");
        ray.serve().strike(TelemetryFaults.ongoingReadsZero()).await();
        assertThat(ray.metrics()).containsPattern(ongoing + "0\\.0");
        ray.serve().strike(TelemetryFaults.vanishedSeries("ray_serve_proxy_status")).await();
        assertThat(ray.metrics()).doesNotContain("ray_serve_proxy_status");
        ray.serve().strike(TelemetryFaults.largeScrape(1_000_000)).await();
        assertThat(ray.metrics().length()).isBetween(1_000_000, 1_010_000);
        ray.serve().strike(TelemetryFaults.oldMetrics(Duration.ofSeconds(25))).await();
        ray.serve().heal().await();
        assertThat(busy).isNotDone();
    }

    @Test
    void aDyingReplicaCutsItsStream() {
        CompletableFuture<HttpResponse<String>> stream =
                ray.getLater("/stream?n=5&delay=0.1&die_at=2");
        await().until(() -> ray.serve().ongoing("stream").await() == 1);
        ray.pass(1);
        assertThatThrownBy(stream::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void theAdminPortStrikesByNameAndRefusesWhatItDoesNotKnow() {
        assertThat(admin("POST", "/faults/draining?node=0").statusCode()).isEqualTo(200);
        assertThat(ray.get("/-/healthz").statusCode()).isEqualTo(503);
        assertThat(admin("DELETE", "/faults").statusCode()).isEqualTo(200);
        assertThat(ray.get("/-/healthz").statusCode()).isEqualTo(200);
        assertThat(admin("POST", "/faults/earthquake").statusCode()).isEqualTo(404);
        assertThat(admin("POST", "/faults/proxy-killed?node=7").statusCode()).isEqualTo(400);
        assertThat(admin("POST", "/faults/replica-killed?app=nobody").statusCode()).isEqualTo(400);
        ray.get("/echo", "x-request-id", "r-7");
        assertThat(admin("GET", "/journal?app=echo&id=r-7").body()).contains("STARTED", "FINISHED");
    }

    @Test
    void everyNamedSwitchWorksWithItsDefaults() {
        ray.pass(10);
        for (Object name : new JsonArray(admin("GET", "/faults").body())) {
            assertThat(admin("POST", "/faults/" + name).statusCode()).as("%s", name).isEqualTo(200);
            assertThat(admin("DELETE", "/faults").statusCode()).isEqualTo(200);
            ray.pass(200);
            await().until(() -> !ray.isRefused(ray.serve().httpPort()));
            assertThat(ray.get("/echo").statusCode()).as("%s", name).isEqualTo(200);
            assertThat(status("echo")).as("%s", name).isEqualTo("RUNNING");
        }
    }

    private HttpResponse<String> admin(String method, String target) {
        var uri = URI.create("http://127.0.0.1:" + ray.serve().adminPort() + target);
        return ray.send(
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private String status(String application) {
        return ray.application(application).getString("status");
    }

    private JsonObject deployment(String application, String deployment) {
        return ray.application(application).getJsonObject("deployments").getJsonObject(deployment);
    }

    private String proxyStatus() {
        JsonObject proxies = ray.controller().getJsonObject("proxies");
        String head = proxies.fieldNames().iterator().next();
        return proxies.getJsonObject(head).getString("status");
    }
}
