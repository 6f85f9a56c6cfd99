package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.Autoscaling;
import io.raygate.loadtest.serve.cluster.Backpressure;
import io.raygate.loadtest.serve.cluster.Deployment;
import io.raygate.loadtest.serve.cluster.DeploymentSpec;
import io.raygate.loadtest.serve.cluster.DeploymentStatus;
import io.raygate.loadtest.serve.cluster.StatusTrigger;
import io.vertx.core.json.JsonObject;

/** A deployment in the words of the controller. */
final class DeploymentJson {
    private static final Template CONFIG = Template.of("deployment-config.json");
    private static final Template AUTOSCALING = Template.of("autoscaling-config.json");

    private DeploymentJson() {}

    static JsonObject of(Deployment deployment, String nodeId, boolean recovering) {
        Deployment.Health health =
                recovering
                        ? new Deployment.Health(
                                DeploymentStatus.UPDATING, StatusTrigger.CONFIG_UPDATE_STARTED, "")
                        : deployment.health();
        return new JsonObject()
                .put("name", deployment.spec().name())
                .put("status", health.status().name())
                .put("status_trigger", health.trigger().name())
                .put("message", health.message())
                .put("deployment_config", config(deployment.spec()))
                .put("target_num_replicas", deployment.targetReplicas())
                .put("required_resources", resources(deployment.spec()))
                .put(
                        "replicas",
                        ReplicaJson.of(deployment, deployment.replicas(), nodeId, recovering))
                .put(
                        "recent_dead_replicas",
                        ReplicaJson.of(deployment, deployment.recentDeadReplicas(), nodeId, false));
    }

    private static JsonObject config(DeploymentSpec spec) {
        Autoscaling autoscaling = spec.autoscaling();
        JsonObject config =
                CONFIG.copy()
                        .put("name", spec.name())
                        .put("max_ongoing_requests", spec.maxOngoingRequests())
                        .put("max_queued_requests", spec.maxQueuedRequests())
                        .put("backpressure_config", backpressure(spec.backpressure()))
                        .put("health_check_period_s", UnixTime.seconds(spec.healthCheckPeriod()))
                        .put("ray_actor_options", actor(spec));
        if (autoscaling == null) {
            return config.put("num_replicas", spec.replicas());
        }
        config.remove("num_replicas");
        return config.put("autoscaling_config", bounds(autoscaling));
    }

    private static JsonObject bounds(Autoscaling autoscaling) {
        return AUTOSCALING
                .copy()
                .put("min_replicas", autoscaling.minReplicas())
                .put("initial_replicas", autoscaling.minReplicas())
                .put("max_replicas", autoscaling.maxReplicas())
                .put("target_ongoing_requests", autoscaling.targetOngoingRequests())
                .put("downscale_delay_s", UnixTime.seconds(autoscaling.downscaleDelay()));
    }

    private static JsonObject backpressure(Backpressure refusal) {
        Integer retryAfter = refusal.retryAfterSeconds();
        return new JsonObject()
                .put("status_code", refusal.status())
                .put("retry_after_s", retryAfter == null ? null : retryAfter.doubleValue());
    }

    private static JsonObject actor(DeploymentSpec spec) {
        return spec.gpus() == 0
                ? new JsonObject().put("num_cpus", 0.1)
                : new JsonObject().put("num_gpus", (double) spec.gpus());
    }

    private static JsonObject resources(DeploymentSpec spec) {
        return spec.gpus() == 0
                ? new JsonObject().put("CPU", 0.1)
                : new JsonObject().put("CPU", 1).put("GPU", spec.gpus());
    }
}
