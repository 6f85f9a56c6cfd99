package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import java.time.Duration;

/** {@code ?mode=raise|exit|hang|unhealthy} breaks in that way, anything else answers. */
final class Failing implements Application {

    @Override
    public void http(HttpCall call) {
        String mode = call.param("mode", "");
        switch (mode) {
            case "raise" -> call.raise();
            case "exit" -> call.replica().exit();
            case "hang" -> {
                call.replica().hang(Seconds.of(Double.parseDouble(call.param("seconds", "30"))));
                call.after(Duration.ZERO, () -> answer(call, mode));
            }
            case "unhealthy" -> {
                call.replica().failHealthChecks();
                answer(call, mode);
            }
            default -> answer(call, mode);
        }
    }

    private static void answer(HttpCall call, String mode) {
        Answers.json(call, 200, Answers.servedBy(call, "mode", mode));
    }
}
