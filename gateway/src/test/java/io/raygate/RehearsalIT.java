package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.GatewayUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-100: a gateway has served itself before it says that it is ready, and tells nobody. */
@Timeout(120)
class RehearsalIT {

    @Test
    void servesItself() {
        assertThat(new Rehearsal(GatewayUnderTest.parts(InstantSource.system())).run())
                .isPositive();
    }

    @Test
    void leavesNoTraceInTheMetricsOrLogs() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
                GatewayProcess gateway = GatewayProcess.start(before(upstream));
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://127.0.0.1:" + gateway.ports().ops() + "/metrics");
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(metrics).build(),
                                            BodyHandlers.ofString())
                                    .body())
                    .contains("raygate_requests_open 0")
                    .doesNotContain("raygate_requests_total{", "rehearsal");
            assertThat(gateway.lines()).noneMatch(line -> line.contains("rehearsal"));
        }
    }

    private static String before(FaultyUpstream upstream) {
        return """
               clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
               routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
               """
                .formatted(upstream.port());
    }
}
