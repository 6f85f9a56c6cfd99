package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.ingress.ProxyNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The small pages of the dashboard. */
public final class HeadPages {
    private static final Template NODE = Template.of("node-summary.json");

    private final HeadFacts head;

    public HeadPages(HeadFacts head) {
        this.head = head;
    }

    JsonObject version() {
        return new JsonObject()
                .put("version", "4")
                .put("ray_version", "2.60.0")
                .put("ray_commit", "b7f4259e944bf6959f721b106adc366ddfa0c356")
                .put("session_name", "session_x");
    }

    JsonObject authenticationMode(boolean token) {
        return new JsonObject().put("authentication_mode", token ? "token" : "disabled");
    }

    /** Where Prometheus text is: the node and two further processes of the head. */
    JsonArray discovery() {
        var targets = new JsonArray();
        head.ports().metrics().forEach(port -> targets.add(ProcessJson.ADDRESS + ":" + port));
        return new JsonArray()
                .add(
                        new JsonObject()
                                .put("labels", new JsonObject().put("job", "ray"))
                                .put("targets", targets));
    }

    JsonObject nodes() {
        var summary = new JsonArray();
        for (ProxyNode node : head.nodes()) {
            summary.add(node(node, node == head.nodes().getFirst()));
        }
        return new JsonObject()
                .put("result", true)
                .put("msg", "Node summary fetched.")
                .put("data", new JsonObject().put("summary", summary));
    }

    private JsonObject node(ProxyNode node, boolean isHead) {
        JsonObject summary = NODE.copy();
        summary.getJsonObject("raylet")
                .put("nodeId", node.nodeId())
                .put("metricsExportPort", head.ports().metrics().getFirst())
                .put("isHeadNode", isHead)
                .put("labels", new JsonObject().put("ray.io/node-id", node.nodeId()));
        return summary;
    }
}
