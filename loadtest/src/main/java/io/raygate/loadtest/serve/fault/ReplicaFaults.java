package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.cluster.Deployment;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.StatusTrigger;
import java.time.Duration;

/** Faults of replicas; Serve heals the deadly ones by itself. */
public final class ReplicaFaults {

    private ReplicaFaults() {}

    /** The process ends with all it does; noticed at the next health check, then replaced. */
    public static Fault kill(String application, int index) {
        return (stage, _) ->
                stage.application(application).supervisor().kill(stage.replica(application, index));
    }

    /** The process stops moving; noticed after three timeouts of 30 s. */
    public static Fault hang(String application, int index) {
        return (stage, _) ->
                stage.application(application).supervisor().hang(stage.replica(application, index));
    }

    /** Its health checks raise; replaced at the third miss. */
    public static Fault failHealthChecks(String application, int index) {
        return (stage, _) -> stage.replica(application, index).failHealthChecks();
    }

    /**
     * It takes {@code factor} times as long, and {@code lag} more before each request, for {@code
     * length}.
     */
    public static Fault slow(String application, int index, Slowness slowness, Duration length) {
        return (stage, script) -> {
            Replica replica = stage.replica(application, index);
            replica.pace().slow(slowness.factor(), slowness.lag());
            script.healsBy(() -> replica.pace().slow(1, Duration.ZERO)).healsAfter(length);
        };
    }

    /**
     * Every replica of an application slows down, as under a throttled GPU; utilisation stays high.
     */
    public static Fault throttleGpu(String application, double factor, Duration length) {
        return (stage, script) -> {
            Deployment deployment = stage.application(application).deployment();
            deployment.replicas().forEach(one -> one.pace().slow(factor, Duration.ZERO));
            script.healsBy(
                            () ->
                                    deployment
                                            .replicas()
                                            .forEach(one -> one.pace().slow(1, Duration.ZERO)))
                    .healsAfter(length);
        };
    }

    /** One replica more, RUNNING soon but slow to start requests for {@code length}. */
    public static Fault coldStart(String application, Duration lag, Duration length) {
        return (stage, _) -> {
            var target = stage.application(application);
            Deployment deployment = target.deployment();
            target.supervisor()
                    .scale(deployment.targetReplicas() + 1, StatusTrigger.CONFIG_UPDATE_STARTED);
            deployment.replicas().getLast().pace().cold(length, lag);
        };
    }

    /**
     * How slow.
     *
     * @param factor of the application's own delays
     * @param lag before each request
     */
    public record Slowness(double factor, Duration lag) {}
}
