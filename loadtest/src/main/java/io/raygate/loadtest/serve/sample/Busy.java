package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.vertx.core.json.JsonObject;

/**
 * {@code ?seconds=1} holds its place that long; the deployment has only one, and a queue of two.
 */
final class Busy implements Application {

    @Override
    public void http(HttpCall call) {
        double seconds = Double.parseDouble(call.param("seconds", "1"));
        call.after(
                Seconds.of(seconds),
                () ->
                        Answers.json(
                                call,
                                200,
                                new JsonObject().put("served_by", call.replica().facts())));
    }
}
