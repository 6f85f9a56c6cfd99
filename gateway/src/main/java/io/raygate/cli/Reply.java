package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the gateway answered.
 *
 * @param wording how it is told where it is a refusal
 */
record Reply(int status, JsonObject body, Wording wording) {

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
            case 400 -> ExitCode.USAGE;
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
        String detail = body.getString("detail", status == 404 ? wording.missing() : "");
        if (!detail.isEmpty()) {
            text.append(": ").append(Table.printable(detail));
        }
        faults.forEach(fault -> text.append("\n  ").append(wording.named(fault).line()));
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
        String code = body.getString("code", "");
        return switch (code) {
            case "insufficient_scope" ->
                    "What the credential in use may do: 'raygate login --status'.";
            case "precondition_failed" -> "It was changed meanwhile: look at it and try again.";
            case "auth_throttled" ->
                    "Too many wrong credentials came from here: wait "
                            + body.getInteger("retryAfter", 60)
                            + " s.";
            case "credential_store_unavailable" ->
                    "The gateway has no store, or does not reach it: state.folder or stores.keys in its configuration.";
            default -> wording.nextStep(code);
        };
    }
}
