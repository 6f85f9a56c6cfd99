package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.raygate.loadtest.serve.ingress.ProxyStatus;
import java.time.Duration;

/** Faults of HTTP proxies, with the times measured on real Ray; node 0 is the head. */
public final class ProxyFaults {
    private static final Duration NOTICED_DEAD = Duration.ofMillis(26_700);
    private static final Duration HEALED_DEAD = Duration.ofMillis(27_700);
    private static final Duration NOTICED_HUNG = Duration.ofMillis(61_300);
    private static final Duration BELIEVED = Duration.ofMillis(62_400);
    private static final Duration MOVES = Duration.ofSeconds(65);
    private static final Duration CUT = Duration.ofSeconds(66);
    private static final Duration DRAINING = Duration.ofSeconds(30);

    private ProxyFaults() {}

    /** Refused at once; the dashboard says HEALTHY for 27 s. */
    public static Fault kill(int node) {
        return (stage, script) -> {
            ProxyNode struck = stage.node(node);
            struck.kill();
            stage.metrics().proxySilent(struck);
            script.at(NOTICED_DEAD, () -> struck.report(ProxyStatus.STARTING))
                    .healsBy(() -> revive(stage, struck))
                    .healsAfter(HEALED_DEAD);
        };
    }

    /**
     * Accepts and says nothing; the dashboard says HEALTHY for a minute; cut once more at the end.
     */
    public static Fault hang(int node) {
        return (stage, script) -> {
            ProxyNode struck = stage.node(node);
            struck.hang();
            stage.metrics().proxySilent(struck);
            script.at(NOTICED_HUNG, () -> struck.report(ProxyStatus.STARTING))
                    .at(BELIEVED, () -> struck.report(ProxyStatus.HEALTHY))
                    .at(MOVES, struck::thaw)
                    .healsBy(
                            () -> {
                                struck.kill();
                                revive(stage, struck);
                            })
                    .healsAfter(CUT);
        };
    }

    /** {@code /-/healthz} says 503 while requests are still served. */
    public static Fault drain(int node) {
        return (stage, script) -> {
            ProxyNode struck = stage.node(node);
            struck.proxy().unready("This node is being drained.");
            struck.report(ProxyStatus.DRAINING);
            script.healsBy(
                            () -> {
                                struck.proxy().unready(null);
                                struck.report(ProxyStatus.HEALTHY);
                            })
                    .healsAfter(DRAINING);
        };
    }

    static void revive(Stage stage, ProxyNode node) {
        node.start();
        node.report(ProxyStatus.HEALTHY);
        stage.metrics().proxyStarted(node);
    }
}
