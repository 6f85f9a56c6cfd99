package io.raygate.loadtest.serve.grpc;

import io.raygate.loadtest.serve.application.ReplicaContext;
import io.raygate.loadtest.serve.cluster.ProcessFacts;
import io.vertx.core.json.JsonObject;

/**
 * The text of a failed call: Ray puts the whole Python traceback into the status message, with file
 * paths, process id, address and actor id.
 */
final class Traceback {

    private Traceback() {}

    static String of(
            ReplicaContext replica, ProcessFacts process, String method, String exception) {
        JsonObject facts = replica.facts();
        String name = facts.getString("app") + ":" + facts.getString("deployment");
        return "\u001b[36mray::ServeReplica:"
                + name
                + ".handle_request_with_rejection()\u001b[39m (pid="
                + process.pid()
                + ", ip=127.0.0.1, actor_id="
                + process.actorId()
                + ", repr=<ray.serve._private.replica.ServeReplica:"
                + name
                + " object at 0x7f2d4c1b5e90>)\n"
                + "  File \"/venv/lib/python3.11/site-packages/ray/serve/_private/replica.py\","
                + " line 2203, in handle_request_with_rejection\n"
                + "    result = await self._replica_impl.handle_request(request_metadata, *args)\n"
                + "  File \"/apps/raygate_apps/"
                + facts.getString("app")
                + ".py\", line 41, in "
                + method
                + "\n"
                + exception;
    }

    /** What a caller reads when the replica's process died under its call. */
    static String actorDied(ProcessFacts process) {
        return "The actor died unexpectedly before finishing this task.\n\tactor_id: "
                + process.actorId()
                + "\n\tpid: "
                + process.pid()
                + "\n\tip: 127.0.0.1\nThe actor is dead because its worker process has died.";
    }
}
