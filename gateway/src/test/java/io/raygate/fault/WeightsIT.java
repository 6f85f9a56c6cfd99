package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weights and stickiness from outside, and that a reload moves traffic. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WeightsIT {
    private static final int MANY = 100;

    private FaultyUpstream one;
    private FaultyUpstream two;

    @BeforeEach
    void open() throws IOException {
        one = Named.upstream("one");
        two = Named.upstream("two");
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        two.close();
    }

    private String weighing(int first, int second, String sticky) {
        return """
            clusters:
              one: {endpoints: [http://127.0.0.1:%d], health: off}
              two: {endpoints: [http://127.0.0.1:%d], health: off}
            routes:
              all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: %d, two: %d}, sticky: %s}}
            """
                .formatted(one.port(), two.port(), first, second, sticky);
    }

    /** Who answers a hundred requests. */
    private static Set<String> servers(GatewayUnderTest gateway) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            names.add(name(gateway.get("/a").body()));
        }
        return names;
    }

    private static String name(String body) {
        return body.substring(0, body.indexOf(' '));
    }

    @Test
    void aChangedWeightMovesTrafficAndAWeightOfZeroGetsNone() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(weighing(1, 0, "none"))) {
            assertThat(servers(gateway)).containsExactly("one");
            gateway.reconfigure(weighing(1, 1, "none"));
            assertThat(servers(gateway)).containsExactlyInAnyOrder("one", "two");
            gateway.reconfigure(weighing(0, 3, "none"));
            assertThat(servers(gateway)).containsExactly("two");
            assertThat(gateway.metric("raygate_split_weight{cluster=\"two\",route=\"all\"}"))
                    .isEqualTo(3);
        }
    }

    @Test
    void aStickyTenantStaysUntilItsClusterHasNoWeight() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(weighing(1, 1, "tenant"))) {
            Set<String> before = servers(gateway);
            assertThat(before).hasSize(1);
            boolean atOne = before.contains("one");
            gateway.reconfigure(weighing(atOne ? 2 : 1, atOne ? 1 : 2, "tenant"));
            assertThat(servers(gateway)).as("more weight moves nobody away").isEqualTo(before);
            gateway.reconfigure(weighing(atOne ? 0 : 1, atOne ? 1 : 0, "tenant"));
            assertThat(servers(gateway)).doesNotContainAnyElementsOf(before).hasSize(1);
        }
    }

    @Test
    void aStickyHeaderKeepsEachValueAtOneCluster() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(weighing(1, 1, "{header: X-Session}"))) {
            Set<String> seen = new HashSet<>();
            for (int session = 0; session < 30; session++) {
                String first = ask(gateway, session);
                assertThat(ask(gateway, session)).isEqualTo(first);
                seen.add(first);
            }
            assertThat(seen).containsExactlyInAnyOrder("one", "two");
        }
    }

    private static String ask(GatewayUnderTest gateway, int session) {
        return name(
                gateway.send(gateway.request("/a").header("X-Session", "session-" + session))
                        .body());
    }
}
