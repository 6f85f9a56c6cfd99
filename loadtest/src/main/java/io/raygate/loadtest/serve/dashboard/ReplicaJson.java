package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.Deployment;
import io.raygate.loadtest.serve.cluster.ProcessFacts;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.ReplicaState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Replicas in the words of the controller. */
final class ReplicaJson {

    private ReplicaJson() {}

    static JsonArray of(
            Deployment deployment, List<Replica> replicas, String nodeId, boolean recovering) {
        var array = new JsonArray();
        for (Replica replica : replicas) {
            boolean masked = recovering && replica.state() == ReplicaState.RUNNING;
            ReplicaState state = masked ? ReplicaState.RECOVERING : replica.state();
            array.add(one(deployment, replica, nodeId).put("state", state.name()));
        }
        return array;
    }

    /** A replica that no node has taken has a name, a state and a time, and nothing else. */
    private static JsonObject one(Deployment deployment, Replica replica, String nodeId) {
        ProcessFacts process = replica.process();
        String path = deployment.application() + "#" + deployment.spec().name();
        var json = new JsonObject();
        if (process.isPlaced()) {
            json.mergeIn(ProcessJson.on(nodeId, process));
            json.put(
                    "log_file_path",
                    "/serve/replica_"
                            + path.replace('#', '_')
                            + "_"
                            + process.replicaId()
                            + ".log");
            json.put("pid", process.pid());
        }
        return json.put("actor_name", "SERVE_REPLICA::" + path + "#" + process.replicaId())
                .put("replica_id", process.replicaId())
                .put("start_time_s", UnixTime.of(replica.startTime()));
    }
}
