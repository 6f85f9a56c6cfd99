package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.dashboard.Manner;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Faults of controller, GCS and head, with the times measured on real Ray. */
public final class HeadFaults {
    private static final Duration RECOVERED = Duration.ofMillis(1_300);
    private static final Duration WITHOUT_GCS = Duration.ofSeconds(60);
    private static final Duration DASHBOARD_BACK = Duration.ofSeconds(8);
    private static final Duration PROXY_BACK = Duration.ofSeconds(10);

    private HeadFaults() {}

    /** No outage: for a moment no proxies, DEPLOYING and RECOVERING; later some series twice. */
    public static Fault restartController() {
        return (stage, script) -> {
            stage.view().recovering(true);
            stage.metrics().controllerRestarted();
            script.healsBy(() -> stage.view().recovering(false)).healsAfter(RECOVERED);
        };
    }

    /** The dashboard's answers about Serve never come; heals only when asked. */
    public static Fault hangController() {
        return (stage, script) -> {
            stage.dashboard().controllerSilent(true);
            stage.metrics().controllerSilent(true);
            script.healsBy(
                    () -> {
                        stage.dashboard().controllerSilent(false);
                        stage.metrics().controllerSilent(false);
                    });
        };
    }

    /** Traffic goes on, the dashboard is silent, {@code gcs_healthz} 503; heals only when asked. */
    public static Fault hangGcs() {
        return (stage, script) -> {
            loseGcs(stage);
            script.healsBy(() -> regainGcs(stage));
        };
    }

    /**
     * As a hung one for 60 s, then every proxy and the dashboard are gone; heals only when asked.
     */
    public static Fault killGcs() {
        return (stage, script) -> {
            loseGcs(stage);
            script.at(WITHOUT_GCS, () -> stage.dashboard().behave(new Manner.Broken()))
                    .at(WITHOUT_GCS, () -> stage.nodes().forEach(ProxyNode::kill))
                    .at(WITHOUT_GCS, () -> stage.grpc().close())
                    .healsBy(() -> regainCluster(stage));
        };
    }

    /**
     * The head is gone and its Redis is not: dashboard and head proxy refuse, worker nodes serve
     * on. A new head after {@code newHead} brings all back; without one, or later than 60 s, the
     * workers end too.
     */
    public static Fault killHead(@Nullable Duration newHead) {
        return (stage, script) -> {
            stage.dashboardPort().close();
            stage.node(0).kill();
            stage.grpc().close();
            stage.metrics().controllerSilent(true);
            script.healsBy(() -> regainHead(stage));
            if (newHead == null || newHead.compareTo(WITHOUT_GCS) > 0) {
                script.at(
                        WITHOUT_GCS, () -> stage.nodes().stream().skip(1).forEach(ProxyNode::kill));
            } else {
                script.at(newHead.plus(DASHBOARD_BACK), () -> stage.dashboardPort().listen())
                        .healsAfter(newHead.plus(PROXY_BACK));
            }
        };
    }

    private static void loseGcs(Stage stage) {
        stage.dashboard().gcsFault("GCS health check failed: deadline exceeded");
        stage.metrics().allSilent(true);
    }

    private static void regainGcs(Stage stage) {
        stage.dashboard().gcsFault(null);
        stage.metrics().allSilent(false);
    }

    private static void regainCluster(Stage stage) {
        regainGcs(stage);
        stage.dashboard().behave(new Manner.Normal());
        stage.nodes().forEach(node -> restartWhereGone(stage, node));
        stage.grpc().close();
        stage.grpc().listen();
    }

    private static void regainHead(Stage stage) {
        stage.dashboardPort().close();
        stage.dashboardPort().listen();
        stage.nodes().forEach(node -> restartWhereGone(stage, node));
        stage.grpc().listen();
        stage.metrics().controllerRestarted();
    }

    private static void restartWhereGone(Stage stage, ProxyNode node) {
        if (!node.isListening()) {
            ProxyFaults.revive(stage, node);
        }
    }
}
