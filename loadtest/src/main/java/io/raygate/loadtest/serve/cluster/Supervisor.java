package io.raygate.loadtest.serve.cluster;

import java.time.Duration;

/**
 * What Serve's controller does for one deployment: starts replicas, misses the dead, replaces them.
 */
public final class Supervisor {
    private static final int MISSES = 3;
    private static final Duration SLOW_START = Duration.ofSeconds(30);
    private static final double SHARE_OF_PERIOD = 0.8;
    private static final String CHECK_FAILED =
            "A replica's health check failed. This deployment will be UNHEALTHY until the replica"
                    + " recovers or a new deploy happens.";

    private final Deployment deployment;
    private final ClusterContext context;

    Supervisor(Deployment deployment, ClusterContext context) {
        this.deployment = deployment;
        this.context = context;
    }

    /**
     * Starts {@code count} replicas, each RUNNING after {@code delay} and its constructor's time.
     */
    void start(int count, Duration delay) {
        deployment.aimFor(count);
        for (int i = 0; i < count; i++) {
            launch(delay);
        }
        settle();
    }

    /**
     * Starts replicas for which no node has room: they stay STARTING, and a message says so later.
     */
    void startHopelessly(int count) {
        deployment.aimFor(count);
        for (int i = 0; i < count; i++) {
            deployment.add(new Replica(deployment, this, ProcessFacts.unplaced(context.ids())));
        }
        context.time().after(SLOW_START, this::complain);
    }

    private void complain() {
        deployment.become(
                DeploymentStatus.UPDATING,
                StatusTrigger.CONFIG_UPDATE_STARTED,
                "Deployment '"
                        + deployment.spec().name()
                        + "' in application '"
                        + deployment.application()
                        + "' has 1 replicas that have taken more than 30s to be scheduled.");
    }

    private void launch(Duration delay) {
        var replica = new Replica(deployment, this, context.newProcess());
        deployment.add(replica);
        Duration wait = delay.plus(deployment.spec().constructorTime());
        if (wait.isZero()) {
            replica.become(ReplicaState.RUNNING);
        } else {
            context.time().after(wait, () -> isRunning(replica));
        }
    }

    private void isRunning(Replica replica) {
        if (replica.state() == ReplicaState.STARTING) {
            replica.become(ReplicaState.RUNNING);
            settle();
            deployment.changed();
        }
    }

    /** HEALTHY once as many replicas run as there should be. */
    private void settle() {
        if (deployment.running() < deployment.targetReplicas()) {
            return;
        }
        StatusTrigger trigger =
                switch (deployment.health().status()) {
                    case UPDATING -> StatusTrigger.CONFIG_UPDATE_COMPLETED;
                    case UPSCALING -> StatusTrigger.UPSCALE_COMPLETED;
                    case DOWNSCALING -> StatusTrigger.DOWNSCALE_COMPLETED;
                    case HEALTHY -> deployment.health().trigger();
                    case UNHEALTHY, DEPLOY_FAILED -> StatusTrigger.UNSPECIFIED;
                };
        deployment.become(DeploymentStatus.HEALTHY, trigger, "");
    }

    /** The process ended by itself; the controller learns it at its next health check. */
    public void kill(Replica replica) {
        replica.die();
        deployment.changed();
        Duration period = deployment.spec().healthCheckPeriod();
        Duration unnoticed = Duration.ofNanos((long) (period.toNanos() * SHARE_OF_PERIOD));
        context.time().after(unnoticed, () -> missed(replica));
    }

    /** The process stopped moving; the controller kills it after three timeouts of its checks. */
    public void hang(Replica replica) {
        replica.pace().hang();
        context.time().after(context.times().hangDetection(), () -> killHung(replica));
    }

    private void killHung(Replica replica) {
        if (replica.pace().isHung()) {
            replica.die();
            missed(replica);
        }
    }

    /**
     * Each health check raises: the third miss replaces the replica, which stops beside the new
     * one.
     */
    public void failHealthChecks(Replica replica) {
        Duration noticed = deployment.spec().healthCheckPeriod().multipliedBy(MISSES);
        context.time().after(noticed, () -> replaceUnhealthy(replica));
    }

    private void replaceUnhealthy(Replica replica) {
        if (replica.state() == ReplicaState.RUNNING) {
            unhealthy();
            replica.become(ReplicaState.STOPPING);
            launch(context.times().replacing());
            context.time().after(context.times().replacing().multipliedBy(2), () -> end(replica));
        }
    }

    private void end(Replica replica) {
        replica.die();
        deployment.bury(replica);
    }

    private void missed(Replica replica) {
        if (deployment.replicas().contains(replica)) {
            deployment.bury(replica);
            unhealthy();
            launch(context.times().replacing());
        }
    }

    private void unhealthy() {
        deployment.become(
                DeploymentStatus.UNHEALTHY, StatusTrigger.HEALTH_CHECK_FAILED, CHECK_FAILED);
    }

    /** Moves to another number of replicas, as an autoscaler or an operator asks for. */
    public void scale(int count, StatusTrigger why) {
        int missing = count - deployment.targetReplicas();
        deployment.aimFor(count);
        if (missing > 0) {
            deployment.become(DeploymentStatus.UPSCALING, why, "");
            for (int i = 0; i < missing; i++) {
                launch(context.times().replacing());
            }
        } else if (missing < 0) {
            deployment.become(DeploymentStatus.DOWNSCALING, why, "");
            deployment.replicas().stream().limit(-missing).forEach(this::retire);
            settle();
        }
        deployment.changed();
    }

    /** Takes nothing new; ends when the last request has, at the latest after the grace of 20 s. */
    private void retire(Replica replica) {
        replica.become(ReplicaState.STOPPING);
        replica.onIdle(() -> end(replica));
        context.time().after(Duration.ofSeconds(20), () -> end(replica));
    }
}
