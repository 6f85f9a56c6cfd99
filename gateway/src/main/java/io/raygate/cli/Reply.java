package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the gateway answered. */
record Reply(int status, JsonObject body) {

    boolean isGood() {
        return status / 100 == 2;
    }

    int exitCode() {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412, 422 -> ExitCode.CONFLICT;
            default -> ExitCode.FAILED;
        };
    }

    /** What went wrong, each faulty field on a line, and what to do next. */
    String problem() {
        StringBuilder text = new StringBuilder(body.getString("title", "refused"));
        String detail = body.getString("detail");
        if (detail != null) {
            text.append(": ").append(detail);
        }
        JsonArray errors = body.getJsonArray("errors", new JsonArray());
        for (int i = 0; i < errors.size(); i++) {
            JsonObject fault = errors.getJsonObject(i);
            text.append("\n  ")
                    .append(fault.getString("pointer"))
                    .append(": ")
                    .append(fault.getString("detail"));
        }
        String next = nextStep();
        return next.isEmpty() ? text.toString() : text + "\n" + next;
    }

    private String nextStep() {
        return switch (status) {
            case 401 ->
                    "Log in with 'raygate login', or on the gateway's machine with 'raygate login --bootstrap'.";
            case 403 -> "Another role is needed: see 'raygate login --status'.";
            case 412 -> "It was changed meanwhile: look at it and try again.";
            default -> "";
        };
    }
}
