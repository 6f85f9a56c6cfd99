package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the gateway answered. */
record Reply(int status, JsonObject body) {

    boolean isGood() {
        return status / 100 == 2;
    }

    /**
     * What was asked for.
     *
     * @throws CommandFailure with what went wrong
     */
    JsonObject good() {
        if (isGood()) {
            return body;
        }
        throw failure();
    }

    CommandFailure failure() {
        return failure(errors());
    }

    /**
     * The same where some faults were told already.
     *
     * @param left the others
     */
    CommandFailure failure(List<Fault> left) {
        return new CommandFailure(exitCode(), problem(left));
    }

    private int exitCode() {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412, 422 -> ExitCode.CONFLICT;
            default -> ExitCode.FAILED;
        };
    }

    /** What went wrong, each faulty field on a line, and what to do next. */
    private String problem(List<Fault> faults) {
        StringBuilder text = new StringBuilder();
        text.append(Table.printable(body.getString("title", "answered " + status)));
        String detail = body.getString("detail");
        if (detail != null) {
            text.append(": ").append(Table.printable(detail));
        }
        faults.forEach(fault -> text.append("\n  ").append(fault.line()));
        String next = nextStep();
        if (!next.isEmpty()) {
            text.append('\n').append(next);
        }
        return text.toString();
    }

    /** The fields at fault. */
    List<Fault> errors() {
        return Fault.all(body.getJsonArray("errors", new JsonArray()));
    }

    private String nextStep() {
        return switch (body.getString("code", "")) {
            case "authentication_required" ->
                    "Log in with 'raygate login', or on the gateway's machine with 'raygate login --bootstrap'.";
            case "invalid_api_key" ->
                    "The credential in use is wrong, over or revoked: log in anew with 'raygate login', or on the gateway's machine with 'raygate login --bootstrap'.";
            case "insufficient_scope" ->
                    "What the credential in use may do: 'raygate login --status'.";
            case "precondition_failed" -> "It was changed meanwhile: look at it and try again.";
            case "auth_throttled" ->
                    "Too many wrong credentials came from here: wait "
                            + body.getInteger("retryAfter", 60)
                            + " s.";
            case "credential_store_unavailable" ->
                    "The gateway has no store, or does not reach it: state.folder or stores.keys in its configuration.";
            default -> "";
        };
    }
}
