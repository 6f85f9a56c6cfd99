package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;

/**
 * {@code ?seconds=2} answers once, that late; {@code /journal?id=X} tells what happened to request
 * X.
 */
final class Slow implements Application {

    @Override
    public void http(HttpCall call) {
        if (call.path().endsWith("/journal")) {
            JournalAnswer.send(call);
            return;
        }
        double seconds = Double.parseDouble(call.param("seconds", "1"));
        call.after(
                Seconds.of(seconds),
                () -> Answers.json(call, 200, Answers.servedBy(call, "seconds", seconds)));
    }
}
