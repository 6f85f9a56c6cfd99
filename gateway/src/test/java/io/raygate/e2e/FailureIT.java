package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes of Ray killed under the gateway; each test leaves the clusters healed. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureIT {
    private static final Duration HEALED = Duration.ofMinutes(2);

    private final GatewayProcess gateway;
    private final Caller caller;

    FailureIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        caller = Caller.of(gateway);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    /** Ray answers a few requests in flight with 500; the other replica serves on. */
    @Test
    void aKilledReplicaCostsOnlyWhatItHeld() throws Exception {
        long victim =
                Caller.seen(caller.get("/only/echo")).getJsonObject("served_by").getLong("pid");
        ProcessHandle.of(victim).orElseThrow().destroyForcibly();

        int failed = 0;
        for (int i = 0; i < 100; i++) {
            failed += caller.get("/only/echo").statusCode() == 200 ? 0 : 1;
        }

        assertThat(failed).isLessThanOrEqualTo(5);
        await().atMost(HEALED).until(() -> caller.get("/only/echo").statusCode() == 200);
    }

    /**
     * S-86: nobody listens any more, so nothing was started, and the route's other cluster takes
     * every request until Ray has healed.
     */
    @Test
    void aKilledProxySendsRequestsToTheOtherCluster(RayClusters ray) throws Exception {
        assertThat(servedBy("/failover/echo")).isEqualTo("stable/v1");

        ray.stable().killProxy();

        assertThat(servedBy("/failover/echo")).isEqualTo("canary/v2");
        HttpResponse<String> alone = caller.get("/only/echo");
        assertThat(alone.statusCode()).isIn(502, 503);
        assertThat(Caller.field(alone, "x-raygate-code")).isNotEmpty();
        await().atMost(HEALED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> servedBy("/failover/echo").equals("stable/v1"));
        assertThat(caller.get("/only/echo").statusCode()).isEqualTo(200);
    }

    private String servedBy(String path) throws Exception {
        HttpResponse<String> answer = caller.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Caller.field(answer, "x-served-by");
    }
}
