package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The body of {@code /api/serve/applications/} as it is at this moment. */
public final class ApplicationsView {
    private static final Template HEALTH = Template.of("controller-health.json");

    private final Cluster cluster;
    private final HeadFacts head;
    private boolean recovering;

    public ApplicationsView(Cluster cluster, HeadFacts head) {
        this.cluster = cluster;
        this.head = head;
    }

    /** Whether a controller that has just restarted is still finding out what runs. */
    public void recovering(boolean now) {
        recovering = now;
    }

    /** The whole body; nearly empty where nothing was ever deployed. */
    public JsonObject json() {
        if (cluster.applications().isEmpty()) {
            return new JsonObject()
                    .put("controller_info", new JsonObject())
                    .put("proxies", new JsonObject())
                    .put("applications", new JsonObject())
                    .putNull("target_capacity");
        }
        return new JsonObject()
                .put("controller_info", controller())
                .put("proxy_location", "EveryNode")
                .put("http_options", httpOptions())
                .put("grpc_options", grpcOptions())
                .put("proxies", recovering ? new JsonObject() : ProxiesJson.of(head.nodes()))
                .put("applications", applications())
                .putNull("target_capacity")
                .put("target_groups", ProxiesJson.targets(head))
                .put("controller_health_metrics", health())
                .put("restores_unset_config_options", true);
    }

    private JsonObject controller() {
        return ProcessJson.on(headNode().nodeId(), head.controller())
                .put("actor_name", "SERVE_CONTROLLER_ACTOR")
                .put("log_file_path", "/serve/controller_" + head.controller().pid() + ".log");
    }

    private JsonObject httpOptions() {
        Duration keepAlive = headNode().proxy().options().keepAlive();
        @Nullable Duration timeout = headNode().proxy().options().requestTimeout();
        return new JsonObject()
                .put("host", ProcessJson.ADDRESS)
                .put("port", headNode().listener().port())
                .put("root_path", "")
                .put("request_timeout_s", timeout == null ? null : UnixTime.seconds(timeout))
                .put("keep_alive_timeout_s", keepAlive.toSeconds())
                .putNull("ssl_keyfile")
                .putNull("ssl_certfile")
                .putNull("ssl_keyfile_password")
                .putNull("ssl_ca_certs");
    }

    private JsonObject grpcOptions() {
        String servicer =
                "ray.serve.generated.serve_pb2_grpc.add_UserDefinedServiceServicer_to_server";
        return new JsonObject()
                .put("port", head.ports().grpc())
                .put("grpc_servicer_functions", new JsonArray().add(servicer))
                .putNull("request_timeout_s")
                .put("enable_reflection", true);
    }

    private JsonObject applications() {
        var applications = new JsonObject();
        String node = head.nodes().getLast().nodeId();
        for (DeployedApplication one : cluster.applications()) {
            applications.put(one.spec().name(), ApplicationJson.of(one, node, recovering));
        }
        return applications;
    }

    private JsonObject health() {
        double now = UnixTime.of(cluster.context().time().now());
        double started = UnixTime.of(head.startedAt());
        return HEALTH.copy()
                .put("timestamp", now)
                .put("controller_start_time", started)
                .put("uptime_s", now - started)
                .put("last_control_loop_time", now)
                .put("num_control_loops", (long) ((now - started) * 8));
    }

    private ProxyNode headNode() {
        return head.nodes().getFirst();
    }
}
