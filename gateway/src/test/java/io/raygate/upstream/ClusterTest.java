package io.raygate.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Picking, ejection with its cap, and panic mode (S-87). */
class ClusterTest {
    private static final HealthSettings CHECKS =
            new HealthSettings(
                    "/ready", Duration.ofSeconds(5), Duration.ofSeconds(1), 3, 2, Set.of(200));
    private static final EjectSettings EJECT = new EjectSettings(5, Duration.ofSeconds(10), 0.5);
    private static final PoolSettings POOL =
            new PoolSettings(
                    256,
                    512,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(2),
                    65536,
                    200,
                    100);

    private final ManualClock clock = new ManualClock();
    private final ClusterRegistry registry = new ClusterRegistry(clock);

    private static ClusterSettings settings(int endpoints) {
        return new ClusterSettings(
                new ClusterId("stable"),
                IntStream.range(0, endpoints)
                        .mapToObj(i -> new EndpointAddress("127.0.0.1", 8000 + i, false))
                        .toList(),
                Protocol.HTTP1,
                Optional.empty(),
                new HostHeader.Preserve(),
                Optional.empty(),
                POOL,
                Optional.of(CHECKS),
                Optional.of(EJECT),
                0.5,
                0.1);
    }

    private Cluster cluster(int endpoints) {
        return use(settings(endpoints));
    }

    private Cluster use(ClusterSettings settings) {
        Map<ClusterId, Cluster> prepared = registry.prepare(List.of(settings));
        registry.adopt(prepared);
        return prepared.values().iterator().next();
    }

    private static void fail(Endpoint endpoint, int times) {
        for (int i = 0; i < times; i++) {
            endpoint.began();
            endpoint.ended(Endpoint.Evidence.FAILED);
        }
    }

    private static void check(Endpoint endpoint, boolean healthy, int times) {
        for (int i = 0; i < times; i++) {
            endpoint.checked(healthy, CHECKS);
        }
    }

    private static List<@Nullable Endpoint> picks(Cluster cluster, int times) {
        List<@Nullable Endpoint> picked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            picked.add(cluster.pick(null));
        }
        return picked;
    }

    @Test
    void takesTurnsAmongEqualsAndPrefersTheLessBusy() {
        Cluster cluster = cluster(3);
        assertThat(picks(cluster, 6)).containsAll(cluster.endpoints());
        cluster.endpoints().get(0).began();
        cluster.endpoints().get(1).began();
        assertThat(picks(cluster, 4)).containsOnly(cluster.endpoints().get(2));
    }

    @Test
    void avoidsTheEndpointOfAFailedAttemptUnlessItIsTheOnlyOne() {
        Cluster two = cluster(2);
        assertThat(two.pick(two.endpoints().get(0))).isSameAs(two.endpoints().get(1));
        Cluster one = use(settings(1));
        assertThat(one.pick(one.endpoints().get(0))).isSameAs(one.endpoints().get(0));
    }

    @Test
    void ejectsAfterFailuresInARowAndTakesBackAfterTheBaseTime() {
        Cluster cluster = cluster(3);
        Endpoint bad = cluster.endpoints().get(0);
        fail(bad, 4);
        bad.began();
        bad.ended(Endpoint.Evidence.ANSWERED);
        fail(bad, 4);
        assertThat(cluster.ejected()).as("a success breaks the row").isZero();
        fail(bad, 1);
        assertThat(cluster.ejected()).isOne();
        assertThat(picks(cluster, 10)).doesNotContain(bad);
        clock.advance(Duration.ofSeconds(10));
        assertThat(picks(cluster, 10)).contains(bad);
    }

    /** Else clients that leave would keep a silent endpoint in use. */
    @Test
    void aClientThatLeavesNeitherMakesARowOfFailuresLongerNorBreaksIt() {
        Cluster cluster = cluster(3);
        Endpoint bad = cluster.endpoints().get(0);
        fail(bad, 4);
        for (int i = 0; i < 10; i++) {
            bad.began();
            bad.ended(Endpoint.Evidence.NONE);
        }
        assertThat(cluster.ejected()).isZero();
        fail(bad, 1);
        assertThat(cluster.ejected()).isOne();
    }

    @Test
    void restsLongerEachTimeInARow() {
        Cluster cluster = cluster(3);
        Endpoint bad = cluster.endpoints().get(0);
        fail(bad, 5);
        clock.advance(Duration.ofSeconds(10));
        assertThat(cluster.ejected()).isZero();
        fail(bad, 5);
        clock.advance(Duration.ofSeconds(10));
        assertThat(cluster.ejected()).isOne();
        clock.advance(Duration.ofSeconds(10));
        assertThat(cluster.ejected()).isZero();
    }

    @Test
    void ejectsAtMostHalfOfTheCluster() {
        Cluster cluster = cluster(4);
        cluster.endpoints().forEach(endpoint -> fail(endpoint, 20));
        assertThat(cluster.ejected()).isEqualTo(2);
    }

    @Test
    void neverEjectsTheOnlyEndpoint() {
        Cluster single = cluster(1);
        fail(single.endpoints().get(0), 20);
        assertThat(single.ejected()).isZero();
    }

    @Test
    void usesAllEndpointsBelowThePanicThreshold() {
        Cluster cluster = cluster(4);
        cluster.endpoints().forEach(endpoint -> check(endpoint, true, 2));
        check(cluster.endpoints().get(0), false, 3);
        check(cluster.endpoints().get(1), false, 3);
        assertThat(cluster.inPanic()).isFalse();
        assertThat(picks(cluster, 8))
                .doesNotContain(cluster.endpoints().get(0), cluster.endpoints().get(1));
        check(cluster.endpoints().get(2), false, 3);
        assertThat(cluster.inPanic()).isTrue();
        assertThat(picks(cluster, 8)).containsAll(cluster.endpoints());
    }

    @Test
    void sendsNothingWhereOnlyFailuresWereSeenButDoesNotBelieveTheFirst() {
        Cluster cluster = cluster(2);
        cluster.endpoints().forEach(endpoint -> check(endpoint, false, 2));
        assertThat(cluster.pick(null)).isNotNull();
        cluster.endpoints().forEach(endpoint -> check(endpoint, false, 1));
        assertThat(cluster.pick(null)).isNull();
        check(cluster.endpoints().get(1), true, 1);
        assertThat(picks(cluster, 4)).containsOnly(cluster.endpoints().get(1));
    }

    @Test
    void aStreakOfGoodChecksEndsAnEjection() {
        Cluster cluster = cluster(2);
        Endpoint bad = cluster.endpoints().get(0);
        check(bad, true, 2);
        fail(bad, 5);
        assertThat(cluster.ejected()).isOne();
        check(bad, false, 1);
        check(bad, true, 2);
        assertThat(cluster.ejected()).isZero();
    }

    @Test
    void anEndpointThatAReloadKeepsKeepsItsState() {
        Cluster before = cluster(3);
        fail(before.endpoints().get(0), 5);
        Cluster after = use(settings(4));
        assertThat(after).isNotSameAs(before);
        assertThat(after.endpoints()).startsWith(before.endpoints().toArray(Endpoint[]::new));
        assertThat(after.ejected()).isOne();
        assertThat(use(settings(4))).as("unchanged").isSameAs(after);
    }
}
