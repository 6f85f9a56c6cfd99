package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Answers that several applications give. */
final class Answers {
    static final String JSON = "application/json";

    private Answers() {}

    /** JSON with the identity of the replica in its head. */
    static void json(HttpCall call, int status, Object body) {
        identified(call).status(status).send(JSON, Json.encodeToBuffer(body));
    }

    /** JSON without the identity, as FastAPI's own errors are. */
    static void plainJson(HttpCall call, int status, Object body) {
        call.reply().status(status).send(JSON, Json.encodeToBuffer(body));
    }

    /** FastAPI's answer to a path it does not know. */
    static void notFound(HttpCall call) {
        plainJson(call, 404, new JsonObject().put("detail", "Not Found"));
    }

    /**
     * Runs {@code action} for one of {@code methods}; FastAPI refuses the others and names the
     * first.
     */
    static void allow(HttpCall call, List<HttpMethod> methods, Runnable action) {
        if (methods.contains(call.request().method())) {
            action.run();
        } else {
            call.reply().header("allow", methods.getFirst().name());
            plainJson(call, 405, new JsonObject().put("detail", "Method Not Allowed"));
        }
    }

    /** Who answers, as a JSON object with one more fact. */
    static JsonObject servedBy(HttpCall call, String name, Object value) {
        return new JsonObject().put(name, value).put("served_by", call.replica().facts());
    }

    /** The reply with {@code x-served-by} and {@code x-replica}. */
    static Reply identified(HttpCall call) {
        return call.reply()
                .header("x-served-by", call.replica().identity().servedBy())
                .header("x-replica", call.replica().replicaId());
    }

    /** The path below the route prefix, beginning with a slash or empty. */
    static String below(HttpCall call) {
        return call.path().substring(call.routePrefix().length());
    }
}
