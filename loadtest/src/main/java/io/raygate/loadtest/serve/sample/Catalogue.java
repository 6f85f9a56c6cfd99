package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.cluster.ApplicationSpec;
import io.raygate.loadtest.serve.cluster.Autoscaling;
import io.raygate.loadtest.serve.cluster.Backpressure;
import io.raygate.loadtest.serve.cluster.Birth;
import io.raygate.loadtest.serve.cluster.DeploymentSpec;
import io.raygate.loadtest.serve.work.FixedPace;
import io.raygate.loadtest.serve.work.TokenSource;
import java.time.Duration;
import java.util.List;

/**
 * The sets of applications a simulated cluster is started with; the names are those of the real
 * set-up.
 */
public final class Catalogue {
    private static final Duration TOKEN = Duration.ofMillis(20);

    private Catalogue() {}

    /** Every application that works. */
    public static List<ApplicationSpec> full() {
        return List.of(
                echo(),
                plain("slow", "/slow", new Slow(), "Slow"),
                plain("stream", "/stream", new EventStream(), "Stream"),
                chat(new FixedPace(TOKEN)),
                plain("websocket", "/ws", new WebSocketEcho(), "WebSocketEcho").asFastApi(),
                ApplicationSpec.of(
                        "failing",
                        "/fail",
                        new Failing(),
                        DeploymentSpec.of("Failing", 100)
                                .withHealthCheckPeriod(Duration.ofSeconds(1))),
                busy("busy", "/busy", Backpressure.DEFAULT),
                busy("busy429", "/busy429", new Backpressure(429, 3)),
                ApplicationSpec.of("bulk", "/bulk", new Bulk(), DeploymentSpec.of("Bulk", 20))
                        .asFastApi(),
                plain("greeter", "/greeter", new Greeter(), "Greeter"));
    }

    /** Echo and chat alone. */
    public static List<ApplicationSpec> small() {
        return List.of(echo(), chat(new FixedPace(TOKEN)));
    }

    /**
     * Echo beside applications that are late, never ready, not importable, or wait for a GPU for
     * ever.
     */
    public static List<ApplicationSpec> broken() {
        Duration late = Duration.ofSeconds(45);
        return List.of(
                echo(),
                ApplicationSpec.of(
                        "late",
                        "/late",
                        new Late(),
                        DeploymentSpec.of("LateReady", 5).withConstructorTime(late)),
                plain("never", "/never", new Late(), "NeverReady").born(Birth.CONSTRUCTOR_RAISES),
                plain("missing", "/missing", new Late(), "Missing").born(Birth.IMPORT_FAILS),
                ApplicationSpec.of(
                                "gpu",
                                "/gpu",
                                new Late(),
                                DeploymentSpec.of("Failing", 100).withGpus(1))
                        .born(Birth.WAITS_FOR_RESOURCE));
    }

    /** An application that idles at zero replicas and wakes up on demand. */
    public static ApplicationSpec auto() {
        var bounds = new Autoscaling(0, 2, 1, Duration.ofSeconds(10));
        return ApplicationSpec.of(
                "auto", "/auto", new Late(), DeploymentSpec.of("Auto", 4).withAutoscaling(bounds));
    }

    /** Two replicas that return what arrived. */
    public static ApplicationSpec echo() {
        return ApplicationSpec.of(
                "echo", "/echo", new Echo(), DeploymentSpec.of("Echo", 100).withReplicas(2));
    }

    /** OpenAI's chat below {@code /llm}, with tokens from {@code tokens}. */
    public static ApplicationSpec chat(TokenSource tokens) {
        return ApplicationSpec.of("chat", "/llm", new Chat(tokens), DeploymentSpec.of("Chat", 64))
                .asFastApi();
    }

    private static ApplicationSpec busy(String name, String prefix, Backpressure refusal) {
        return ApplicationSpec.of(
                name, prefix, new Busy(), DeploymentSpec.of("Busy", 1).withQueue(2, refusal));
    }

    private static ApplicationSpec plain(
            String name, String prefix, Application code, String deployment) {
        return ApplicationSpec.of(name, prefix, code, DeploymentSpec.of(deployment, 100));
    }
}
