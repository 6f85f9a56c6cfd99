package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.application.Journal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One application as the controller sees it; its status follows from its deployment. */
public final class DeployedApplication {
    private final ApplicationSpec spec;
    private final ClusterContext context;
    private final Deployment deployment;
    private final Supervisor supervisor;
    private final Journal journal = new Journal();
    private final Instant deployedAt;
    private boolean imported;
    private boolean importFailed;

    DeployedApplication(ApplicationSpec spec, ClusterContext context) {
        this.spec = spec;
        this.context = context;
        this.deployment = new Deployment(spec.name(), spec.deployment(), context);
        this.supervisor = new Supervisor(deployment, context);
        this.deployedAt = context.time().now();
    }

    void deploy() {
        Duration importing = context.times().importing();
        if (importing.isZero()) {
            build();
        } else {
            context.time().after(importing, this::build);
        }
    }

    private void build() {
        imported = spec.birth() != Birth.IMPORT_FAILS;
        switch (spec.birth()) {
            case RUNS -> run();
            case IMPORT_FAILS -> importFailed = true;
            case CONSTRUCTOR_RAISES -> new FailedBirth(deployment, supervisor, context).begin();
            case WAITS_FOR_RESOURCE -> supervisor.startHopelessly(spec.deployment().replicas());
        }
    }

    private void run() {
        supervisor.start(spec.deployment().replicas(), context.times().starting());
        if (spec.deployment().autoscaling() != null) {
            new Autoscaler(deployment, supervisor, spec.deployment().autoscaling(), context)
                    .begin();
        }
    }

    /** Serve's status of the application. */
    public ApplicationStatus status() {
        if (importFailed) {
            return ApplicationStatus.DEPLOY_FAILED;
        }
        Deployment.Health health = deployment.health();
        return switch (health.status()) {
            case DEPLOY_FAILED -> ApplicationStatus.DEPLOY_FAILED;
            case UNHEALTHY -> ApplicationStatus.UNHEALTHY;
            case UPDATING -> ApplicationStatus.DEPLOYING;
            case UPSCALING, DOWNSCALING ->
                    health.trigger() == StatusTrigger.CONFIG_UPDATE_STARTED
                            ? ApplicationStatus.DEPLOYING
                            : ApplicationStatus.RUNNING;
            case HEALTHY -> ApplicationStatus.RUNNING;
        };
    }

    /** Serve's sentence about the status; empty when all is well. */
    public String message() {
        if (importFailed) {
            return FailedBirth.importMessage(spec);
        }
        String name = deployment.spec().name();
        return switch (status()) {
            case DEPLOY_FAILED -> "Failed to update the deployments ['" + name + "'].";
            case UNHEALTHY -> "The deployments ['" + name + "'] are UNHEALTHY.";
            case NOT_STARTED, DELETING, DEPLOYING, RUNNING -> "";
        };
    }

    /** The prefix, null until the application is imported: the dashboard tells no earlier. */
    public @Nullable String routePrefix() {
        return imported ? spec.routePrefix() : null;
    }

    /** Whether the proxies have a route to it; they do before its replicas run. */
    public boolean isRoutable() {
        return !importFailed;
    }

    /** Whether its deployments are known to the dashboard. */
    public boolean isImported() {
        return imported;
    }

    public ApplicationSpec spec() {
        return spec;
    }

    public Deployment deployment() {
        return deployment;
    }

    public Supervisor supervisor() {
        return supervisor;
    }

    public Journal journal() {
        return journal;
    }

    public Instant deployedAt() {
        return deployedAt;
    }
}
