package io.raygate.admin;

import io.raygate.config.Form;
import io.raygate.config.Forms;
import io.raygate.config.Parsed;
import io.raygate.json.Json;
import io.raygate.json.JsonPointer;
import io.raygate.json.JsonReader;
import io.raygate.store.FieldFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a caller asks for, as strictly as the document says, and notes all that is wrong. */
final class CallReader {
    private static final int MEMBERS = 1_000;
    private static final String DRY_RUN = "dryRun";
    private static final Form<String> ETAG =
            AdminForms.matching("\"[0-9]{1,18}\"|\\*", "the ETag as it came, or *");
    private static final Form<String> IDEMPOTENCY_KEY =
            AdminForms.matching("[!-~]{1,255}", "1 to 255 visible characters");

    private final Arrived request;
    private final List<FieldFault> faults = new ArrayList<>();

    private CallReader(Arrived request) {
        this.request = request;
    }

    /** A call, or why it is none. */
    sealed interface Result {
        /**
         * All fits.
         *
         * @param idempotencyKey null where there is none
         */
        record Good(Call call, @Nullable String idempotencyKey) implements Result {}

        record Bad(Outcome refusal) implements Result {}
    }

    static Result read(Arrived request) {
        return new CallReader(request).read();
    }

    private Result read() {
        if (!isOfType()) {
            return new Result.Bad(
                    Outcome.refuse(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json"));
        }
        Map<String, String> query = query();
        boolean write = request.operation().isChange();
        String dryRun = write ? query.remove(DRY_RUN) : null;
        Boolean dry = dryRun == null ? Boolean.FALSE : parse(DRY_RUN, dryRun, Forms.FLAG);
        String revision = field("If-Match", request.head().ifMatch(), ETAG);
        String key = field("Idempotency-Key", request.head().idempotencyKey(), IDEMPOTENCY_KEY);
        Json.Members body = body();
        if (!faults.isEmpty()) {
            return new Result.Bad(Outcome.invalid(faults));
        }
        return new Result.Good(
                new Call(
                        request.id(),
                        query,
                        body,
                        revision == null || revision.equals("*")
                                ? null
                                : Long.valueOf(revision.substring(1, revision.length() - 1)),
                        Objects.requireNonNullElse(dry, false)),
                key);
    }

    private boolean isOfType() {
        String type = request.head().contentType();
        return switch (request.operation().takes()) {
            case NOTHING -> true;
            case JSON, LONG_JSON -> type.equals("application/json");
            case PATCH ->
                    type.equals("application/json") || type.equals("application/merge-patch+json");
        };
    }

    /** Each parameter once, and only those that mean something here. */
    private Map<String, String> query() {
        Map<String, String> single = new LinkedHashMap<>();
        request.query()
                .forEach(
                        (name, values) -> {
                            if (!request.operation().parameters().contains(name)) {
                                fault(
                                        name,
                                        "is no parameter here, allowed: "
                                                + request.operation().parameters());
                            } else if (values.size() > 1) {
                                fault(name, "is there twice");
                            } else {
                                single.put(name, values.getFirst());
                            }
                        });
        return single;
    }

    private @Nullable String field(String name, List<String> values, Form<String> form) {
        if (values.size() > 1) {
            fault(name, "is there twice");
            return null;
        }
        return values.isEmpty() ? null : parse(name, values.getFirst(), form);
    }

    private Json.Members body() {
        Json.Members none = new Json.Members(Map.of());
        if (request.operation().takes() == Operation.Takes.NOTHING) {
            return none;
        }
        return switch (JsonReader.read(request.body(), MEMBERS)) {
            case JsonReader.Read(var object) -> object;
            case JsonReader.Fault(var pointer, var detail) -> {
                faults.add(new FieldFault(pointer, detail));
                yield none;
            }
        };
    }

    private <T> @Nullable T parse(String name, String text, Form<T> form) {
        return switch (form.parse(text)) {
            case Parsed.Value<T>(var value) -> value;
            case Parsed.Wrong<T>(var message) -> {
                fault(name, message + ", allowed: " + form.allowed());
                yield null;
            }
        };
    }

    private void fault(String name, String detail) {
        faults.add(new FieldFault(JsonPointer.step(name), detail));
    }
}
