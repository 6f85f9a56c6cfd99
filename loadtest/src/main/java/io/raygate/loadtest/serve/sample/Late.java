package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.vertx.core.json.JsonObject;

/** Says who answers; used by deployments that become ready late, on demand or never. */
final class Late implements Application {

    @Override
    public void http(HttpCall call) {
        Answers.json(call, 200, new JsonObject().put("served_by", call.replica().facts()));
    }
}
