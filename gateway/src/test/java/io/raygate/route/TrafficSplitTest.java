package io.raygate.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raygate.exchange.RequestHead;
import io.raygate.testing.Heads;
import io.raygate.upstream.ClusterId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares, stickiness and the rules before them. */
class TrafficSplitTest {
    private static final ClusterId STABLE = new ClusterId("stable");
    private static final ClusterId CANARY = new ClusterId("canary");
    private static final RequestHead HEAD = Heads.bearing(null);
    private static final StickyKey.Caller NOBODY = new StickyKey.Caller(null, null);

    private static TrafficSplit split(int stable, int canary, StickyKey sticky) {
        return new TrafficSplit(
                List.of(new WeightedCluster(STABLE, stable), new WeightedCluster(CANARY, canary)),
                List.of(),
                Map.of(),
                sticky,
                false);
    }

    private static Map<@Nullable ClusterId, Integer> count(
            TrafficSplit split, int requests, long start) {
        Map<@Nullable ClusterId, Integer> counts = new HashMap<>();
        DrawSequence draws = new DrawSequence(start);
        for (int i = 0; i < requests; i++) {
            counts.merge(split.choose(HEAD, NOBODY, draws.next()), 1, Integer::sum);
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({"90, 10, 0.1", "95, 5, 0.05", "1, 1, 0.5", "999, 1, 0.001", "3, 2, 0.4"})
    void keepsEveryShareWithinHalfAPercentOfItsWeightOver100000Requests(
            int stable, int canary, double share) {
        for (long start : new long[] {0, 42, Long.MIN_VALUE, -1}) {
            int got =
                    count(split(stable, canary, new StickyKey.None()), 100_000, start)
                            .getOrDefault(CANARY, 0);
            assertThat(got / 100_000d).isCloseTo(share, within(share * 0.005 + 0.00005));
        }
    }

    @Test
    void weightZeroGetsNothing() {
        assertThat(count(split(100, 0, new StickyKey.None()), 100_000, 7)).containsOnlyKeys(STABLE);
        for (int i = 0; i < 10_000; i++) {
            var caller = new StickyKey.Caller("tenant-" + i, null);
            assertThat(split(100, 0, new StickyKey.ByTenant()).choose(HEAD, caller, 0))
                    .isEqualTo(STABLE);
        }
    }

    @Test
    void noWeightAtAllIsNoCluster() {
        assertThat(split(0, 0, new StickyKey.None()).choose(HEAD, NOBODY, 5)).isNull();
        assertThat(
                        split(0, 0, new StickyKey.ByTenant())
                                .choose(HEAD, new StickyKey.Caller("a", "b"), 5))
                .isNull();
    }

    @Test
    void aTenantStaysWhereItIs() {
        TrafficSplit split = split(50, 50, new StickyKey.ByTenant());
        DrawSequence draws = new DrawSequence(1);
        for (int tenant = 0; tenant < 100; tenant++) {
            var caller = new StickyKey.Caller("t" + tenant, "c" + draws.next());
            ClusterId first = split.choose(HEAD, caller, draws.next());
            for (int i = 0; i < 20; i++) {
                assertThat(split.choose(HEAD, caller, draws.next())).isEqualTo(first);
            }
        }
    }

    @Test
    void aChangedWeightMovesOnlyAsManyTenantsAsItMust() {
        int tenants = 20_000;
        int moved = 0;
        int movedBack = 0;
        for (int i = 0; i < tenants; i++) {
            var caller = new StickyKey.Caller("tenant-" + i, null);
            ClusterId before = split(95, 5, new StickyKey.ByTenant()).choose(HEAD, caller, 0);
            ClusterId after = split(90, 10, new StickyKey.ByTenant()).choose(HEAD, caller, 0);
            moved += STABLE.equals(before) && CANARY.equals(after) ? 1 : 0;
            movedBack += CANARY.equals(before) && STABLE.equals(after) ? 1 : 0;
        }
        assertThat(movedBack).isZero();
        assertThat(moved / (double) tenants).isCloseTo(0.05, within(0.006));
    }

    @Test
    void stickySharesFollowTheWeights() {
        int canary = 0;
        for (int i = 0; i < 50_000; i++) {
            var caller = new StickyKey.Caller(null, "key-" + i);
            canary +=
                    CANARY.equals(
                                    split(90, 10, new StickyKey.ByCredential())
                                            .choose(HEAD, caller, 0))
                            ? 1
                            : 0;
        }
        assertThat(canary / 50_000d).isCloseTo(0.1, within(0.006));
    }

    @Test
    void aTenantNamedFirstGoesThereWhateverTheWeight() {
        var split =
                new TrafficSplit(
                        List.of(new WeightedCluster(STABLE, 1), new WeightedCluster(CANARY, 0)),
                        List.of(),
                        Map.of("acme", CANARY),
                        new StickyKey.None(),
                        false);
        assertThat(split.choose(HEAD, new StickyKey.Caller("acme", null), 0)).isEqualTo(CANARY);
        assertThat(split.choose(HEAD, new StickyKey.Caller("globex", null), 0)).isEqualTo(STABLE);
    }
}
