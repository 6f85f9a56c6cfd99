package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The proxies, and the addresses a load balancer should send to, in the words of the controller.
 */
final class ProxiesJson {

    private ProxiesJson() {}

    static JsonObject of(List<ProxyNode> nodes) {
        var proxies = new JsonObject();
        for (ProxyNode node : nodes) {
            proxies.put(
                    node.nodeId(),
                    ProcessJson.on(node.nodeId(), node.process())
                            .put("actor_name", name(node))
                            .put("log_file_path", "/serve/proxy_" + ProcessJson.ADDRESS + ".log")
                            .put("status", node.reported().name()));
        }
        return proxies;
    }

    static JsonArray targets(HeadFacts head) {
        var http = new JsonArray();
        var grpc = new JsonArray();
        for (ProxyNode node : head.nodes()) {
            http.add(target(node, node.listener().port()));
            grpc.add(target(node, head.ports().grpc()));
        }
        return new JsonArray().add(group("HTTP", http)).add(group("gRPC", grpc));
    }

    private static JsonObject target(ProxyNode node, int port) {
        return new JsonObject()
                .put("ip", ProcessJson.ADDRESS)
                .put("port", port)
                .put("instance_id", "")
                .put("name", name(node));
    }

    private static JsonObject group(String protocol, JsonArray targets) {
        return new JsonObject()
                .put("targets", targets)
                .put("route_prefix", "/")
                .put("protocol", protocol)
                .put("app_name", "")
                .put("ingress_request_router_targets", new JsonArray())
                .put("ingress_deployment_name", "");
    }

    private static String name(ProxyNode node) {
        return "SERVE_PROXY_ACTOR-" + node.nodeId();
    }
}
