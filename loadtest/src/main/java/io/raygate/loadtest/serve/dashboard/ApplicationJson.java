package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.ApplicationStatus;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An application in the words of the controller; its deployments are empty until it is imported.
 */
final class ApplicationJson {

    private ApplicationJson() {}

    static JsonObject of(DeployedApplication application, String nodeId, boolean recovering) {
        boolean imported = application.isImported();
        String deployment = application.deployment().spec().name();
        ApplicationStatus status = recovering ? ApplicationStatus.DEPLOYING : application.status();
        var deployments = new JsonObject();
        if (imported) {
            deployments.put(
                    deployment, DeploymentJson.of(application.deployment(), nodeId, recovering));
        }
        return new JsonObject()
                .put("name", application.spec().name())
                .put("route_prefix", application.routePrefix())
                .put("docs_path", imported && application.spec().fastApi() ? "/docs" : null)
                .put("status", status.name())
                .put("message", recovering ? "" : application.message())
                .put("last_deployed_time_s", UnixTime.of(application.deployedAt()))
                .put("deployed_app_config", config(application))
                .put("source", "declarative")
                .put("deployments", deployments)
                .put("external_scaler_enabled", false)
                .put(
                        "deployment_topology",
                        imported ? topology(application.spec().name(), deployment) : null);
    }

    private static JsonObject config(DeployedApplication application) {
        return new JsonObject()
                .put("name", application.spec().name())
                .put("route_prefix", application.spec().routePrefix())
                .put("import_path", application.spec().importPath())
                .put(
                        "logging_config",
                        new JsonObject().put("encoding", "JSON").put("log_level", "INFO"));
    }

    private static @Nullable JsonObject topology(String application, String deployment) {
        var node =
                new JsonObject()
                        .put("name", deployment)
                        .put("app_name", application)
                        .put("outbound_deployments", new JsonArray())
                        .put("is_ingress", true);
        return new JsonObject()
                .put("app_name", application)
                .put("nodes", new JsonObject().put(deployment, node))
                .put("ingress_deployment", deployment);
    }
}
