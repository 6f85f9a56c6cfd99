package io.raygate.admin;

import io.raygate.store.FieldFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Refusals as problem details (RFC 9457). */
final class Problems {
    static final String TYPE = "application/problem+json";

    private Problems() {}

    /**
     * The problem as JSON.
     *
     * @param base what precedes the code in the type
     */
    static JsonObject json(String base, Outcome.Refused refusal, String path, String requestId) {
        ProblemCode code = refusal.code();
        JsonObject json =
                new JsonObject()
                        .put("type", base + code.word().replace('_', '-'))
                        .put("title", code.title())
                        .put("status", code.status())
                        .put("code", code.word());
        if (!refusal.detail().isEmpty()) {
            json.put("detail", refusal.detail());
        }
        json.put("instance", path).put("requestId", requestId);
        if (refusal.retryAfter() > 0) {
            json.put("retryAfter", refusal.retryAfter());
        }
        if (!refusal.faults().isEmpty()) {
            json.put("errors", errors(refusal.faults()));
        }
        return json;
    }

    static JsonArray errors(List<FieldFault> faults) {
        JsonArray errors = new JsonArray();
        faults.forEach(
                fault ->
                        errors.add(
                                new JsonObject()
                                        .put("pointer", fault.pointer())
                                        .put("detail", fault.detail())));
        return errors;
    }
}
