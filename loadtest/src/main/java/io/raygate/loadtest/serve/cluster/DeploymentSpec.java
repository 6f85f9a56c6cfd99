package io.raygate.loadtest.serve.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The wanted state of a deployment, in Serve's words and with Serve's defaults.
 *
 * @param maxOngoingRequests requests in one replica at once
 * @param maxQueuedRequests requests waiting at one proxy, or -1 for no bound
 * @param autoscaling null where {@code replicas} is fixed
 * @param constructorTime from STARTING to RUNNING
 * @param gpus GPUs of one replica
 */
public record DeploymentSpec(
        String name,
        int replicas,
        int maxOngoingRequests,
        int maxQueuedRequests,
        Backpressure backpressure,
        @Nullable Autoscaling autoscaling,
        Duration constructorTime,
        Duration healthCheckPeriod,
        int gpus) {

    /**
     * One replica with {@code maxOngoingRequests} places, no bound on the queue, RUNNING at once.
     */
    public static DeploymentSpec of(String name, int maxOngoingRequests) {
        return new DeploymentSpec(
                name,
                1,
                maxOngoingRequests,
                -1,
                Backpressure.DEFAULT,
                null,
                Duration.ZERO,
                Duration.ofSeconds(10),
                0);
    }

    /** The same with {@code count} replicas. */
    public DeploymentSpec withReplicas(int count) {
        return new DeploymentSpec(
                name,
                count,
                maxOngoingRequests,
                maxQueuedRequests,
                backpressure,
                autoscaling,
                constructorTime,
                healthCheckPeriod,
                gpus);
    }

    /** The same with a bounded queue. */
    public DeploymentSpec withQueue(int maxQueued, Backpressure refusal) {
        return new DeploymentSpec(
                name,
                replicas,
                maxOngoingRequests,
                maxQueued,
                refusal,
                autoscaling,
                constructorTime,
                healthCheckPeriod,
                gpus);
    }

    /** The same with a number of replicas that follows the load. */
    public DeploymentSpec withAutoscaling(Autoscaling bounds) {
        return new DeploymentSpec(
                name,
                bounds.minReplicas(),
                maxOngoingRequests,
                maxQueuedRequests,
                backpressure,
                bounds,
                constructorTime,
                healthCheckPeriod,
                gpus);
    }

    /** The same with a constructor that takes {@code length}. */
    public DeploymentSpec withConstructorTime(Duration length) {
        return new DeploymentSpec(
                name,
                replicas,
                maxOngoingRequests,
                maxQueuedRequests,
                backpressure,
                autoscaling,
                length,
                healthCheckPeriod,
                gpus);
    }

    /** The same with health checks each {@code period}. */
    public DeploymentSpec withHealthCheckPeriod(Duration period) {
        return new DeploymentSpec(
                name,
                replicas,
                maxOngoingRequests,
                maxQueuedRequests,
                backpressure,
                autoscaling,
                constructorTime,
                period,
                gpus);
    }

    /** The same with GPUs for each replica. */
    public DeploymentSpec withGpus(int count) {
        return new DeploymentSpec(
                name,
                replicas,
                maxOngoingRequests,
                maxQueuedRequests,
                backpressure,
                autoscaling,
                constructorTime,
                healthCheckPeriod,
                count);
    }
}
