package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The split as the replicas of two real clusters count it. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitIT {
    private static final int REQUESTS = 1_000;

    private final GatewayProcess gateway;
    private final Caller caller;

    SplitIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        caller = Caller.of(gateway);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    /** 90 to 10, within five standard deviations of a fair draw. */
    @Test
    void aTenthReachesTheCanary() throws Exception {
        int canary = 0;
        Set<String> replicas = new HashSet<>();
        for (HttpResponse<String> answer : answers()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            String servedBy = Caller.field(answer, "x-served-by");
            assertThat(servedBy).isIn("stable/v1", "canary/v2");
            canary += servedBy.equals("canary/v2") ? 1 : 0;
            replicas.add(servedBy + " " + Caller.field(answer, "x-replica"));
        }
        assertThat(canary).isBetween(REQUESTS / 10 - 48, REQUESTS / 10 + 48);
        assertThat(replicas).as("two replicas of stable, one of canary").hasSize(3);
    }

    private List<HttpResponse<String>> answers() throws Exception {
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            calls.add(() -> caller.get("/echo"));
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Future<HttpResponse<String>> call : callers.invokeAll(calls)) {
                answers.add(call.get());
            }
        }
        return answers;
    }
}
