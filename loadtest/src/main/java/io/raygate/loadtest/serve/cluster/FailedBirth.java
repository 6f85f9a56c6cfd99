package io.raygate.loadtest.serve.cluster;

import java.time.Duration;

/** How an application that cannot start fails: three tries, and a message with a traceback. */
final class FailedBirth {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(1_500);
    private static final int TRIES = 3;
    private static final String CONSTRUCTOR_MESSAGE =
            "The deployment failed to start 3 times in a row. This may be due to a problem with its"
                    + " constructor or initial health check failing. See controller logs for"
                    + " details. Error:\n"
                    + "\u001b[36mray::ServeReplica.initialize_and_get_metadata()\u001b[39m"
                    + " (pid=11633, ip=127.0.0.1)\n"
                    + "  File \"/venv/ray/serve/_private/replica.py\", line 3521, in"
                    + " initialize_and_get_metadata\n"
                    + "    await self._replica_impl.initialize(deployment_config, rank)\n"
                    + "  File \"/apps/failing.py\", line 52, in __init__\n"
                    + "    raise RuntimeError(\"model weights missing\")\n"
                    + "RuntimeError: model weights missing";

    private final Deployment deployment;
    private final Supervisor supervisor;
    private final ClusterContext context;

    FailedBirth(Deployment deployment, Supervisor supervisor, ClusterContext context) {
        this.deployment = deployment;
        this.supervisor = supervisor;
        this.context = context;
    }

    /** Tries three times, then gives up; at once where the cluster starts without delay. */
    void begin() {
        deployment.aimFor(deployment.spec().replicas());
        boolean slowly = !context.times().starting().isZero();
        tryAgain(TRIES, slowly ? BETWEEN_TRIES : Duration.ZERO);
    }

    private void tryAgain(int left, Duration pause) {
        if (left == 0) {
            deployment.become(
                    DeploymentStatus.DEPLOY_FAILED,
                    StatusTrigger.REPLICA_STARTUP_FAILED,
                    CONSTRUCTOR_MESSAGE);
            deployment.changed();
            return;
        }
        var replica = new Replica(deployment, supervisor, context.newProcess());
        deployment.add(replica);
        if (pause.isZero()) {
            raise(replica, left, pause);
        } else {
            context.time().after(pause, () -> raise(replica, left, pause));
        }
    }

    private void raise(Replica replica, int left, Duration pause) {
        replica.die();
        deployment.bury(replica);
        tryAgain(left - 1, pause);
    }

    /** The message of an application whose module has no such builder. */
    static String importMessage(ApplicationSpec spec) {
        return "Deploying app '"
                + spec.name()
                + "' failed with exception:\nTraceback (most recent call last):\n"
                + "  File \"/venv/ray/serve/_private/application_state.py\", line 1737, in"
                + " build_serve_application\n    import_attr(import_path), args\n"
                + "AttributeError: module '"
                + spec.importPath().replace(":", "' has no attribute '")
                + "'\n";
    }
}
