package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.ProcessFacts;
import io.vertx.core.json.JsonObject;

/** The fields that controller, proxies and replicas have in common. */
final class ProcessJson {
    static final String ADDRESS = "127.0.0.1";

    private ProcessJson() {}

    static JsonObject on(String nodeId, ProcessFacts process) {
        return new JsonObject()
                .put("node_id", nodeId)
                .put("node_ip", ADDRESS)
                .put("node_instance_id", "")
                .put("actor_id", process.actorId())
                .put("worker_id", process.workerId());
    }
}
