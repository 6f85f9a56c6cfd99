package io.raygate.loadtest.serve.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows the load with the number of replicas; a request waiting at zero wakes it. */
final class Autoscaler {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Deployment deployment;
    private final Supervisor supervisor;
    private final Autoscaling bounds;
    private final ClusterContext context;
    private @Nullable Long quietSinceNanos;

    Autoscaler(
            Deployment deployment,
            Supervisor supervisor,
            Autoscaling bounds,
            ClusterContext context) {
        this.deployment = deployment;
        this.supervisor = supervisor;
        this.bounds = bounds;
        this.context = context;
    }

    void begin() {
        deployment.onDemand(this::wakeUp);
        context.time().every(LOOK, this::look);
    }

    private void wakeUp() {
        if (deployment.targetReplicas() == 0 && bounds.maxReplicas() > 0) {
            supervisor.scale(1, StatusTrigger.AUTOSCALING);
        }
    }

    private void look() {
        int wanted = wanted();
        int now = deployment.targetReplicas();
        if (wanted > now) {
            supervisor.scale(wanted, StatusTrigger.AUTOSCALING);
        }
        if (wanted >= now) {
            quietSinceNanos = null;
        } else if (quietSinceNanos == null) {
            quietSinceNanos = context.time().nanos();
        } else if (context.time().nanos() - quietSinceNanos >= bounds.downscaleDelay().toNanos()) {
            quietSinceNanos = null;
            supervisor.scale(wanted, StatusTrigger.AUTOSCALING);
        }
    }

    /** Replicas that bring the ongoing requests of each to the target. */
    int wanted() {
        int total = deployment.routers().stream().mapToInt(r -> r.queued() + r.sent()).sum();
        int needed = (int) Math.ceil(total / bounds.targetOngoingRequests());
        return Math.clamp(needed, bounds.minReplicas(), bounds.maxReplicas());
    }
}
