package io.raygate.admin;

import io.raygate.config.LimitWords;
import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.raygate.store.FieldFault;
import io.raygate.store.LimitRecord;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /v1/limits}: what tenants and keys are held to, in the words of the file. */
final class LimitRoutes {
    private static final String ALL = "/v1/limits";
    private static final String ONE = "/v1/limits/{limitName}";
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ);
    private static final Need WRITE = Need.oneOf(AdminScope.KEYS_WRITE);
    private static final String WORDS = "limits";
    private static final int MEMBERS = 1_000;

    private LimitRoutes() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get("listLimits", ALL, READ, (Operation.Read) LimitRoutes::list)
                        .listing(),
                Operation.get("getLimit", ONE, READ, (Operation.Read) LimitRoutes::get),
                Operation.put("setLimit", ONE, WRITE, (Operation.Write) LimitRoutes::set),
                Operation.patch("changeLimit", ONE, WRITE, (Operation.Write) LimitRoutes::change),
                Operation.delete("deleteLimit", ONE, WRITE, (Operation.Write) LimitRoutes::delete));
    }

    private static Outcome list(Caller caller, Call call, Transaction tables) {
        return Paging.of(call)
                .show(page -> tables.limits().list(page.limit(), page.cursor()), LimitRoutes::json);
    }

    private static Outcome get(Caller caller, Call call, Transaction tables) {
        return tables.limits()
                .find(call.id())
                .map(set -> Outcome.answer(one(set)))
                .orElseGet(Outcome::notFound);
    }

    private static Outcome set(Caller caller, Call call, Transaction tables) {
        return put(call, call.body(), tables);
    }

    private static Outcome change(Caller caller, Call call, Transaction tables) {
        LimitRecord before = tables.limits().find(call.id()).orElse(null);
        if (before == null) {
            return Outcome.notFound();
        }
        Json.Members words =
                JsonReader.object(before.words().getBytes(StandardCharsets.UTF_8), MEMBERS);
        Map<String, Json> editable = words == null ? Map.of() : Map.of(WORDS, words);
        return put(call, MergePatch.apply(editable, call.body()), tables);
    }

    private static Outcome put(Call call, Json.Members body, Transaction tables) {
        Fields fields = new Fields(body, "");
        JsonObject words = PlainJson.of(fields.requiredObject(WORDS));
        List<FieldFault> faults = new ArrayList<>(fields.faults());
        if (faults.isEmpty() && LimitWords.read(words) instanceof LimitWords.Result.Bad(var bad)) {
            bad.forEach(
                    fault ->
                            faults.add(
                                    new FieldFault("/" + WORDS + fault.pointer(), fault.detail())));
        }
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        boolean isNew = tables.limits().find(call.id()).isEmpty();
        return Outcome.of(
                tables.limits().put(call.id(), call.expectedRevision(), words.encode()),
                set -> isNew ? created(set, call.dryRun()) : one(set));
    }

    private static Answer created(LimitRecord set, boolean dryRun) {
        return Answers.created(json(set), ALL, set.name(), dryRun).revision(set.revision());
    }

    private static Outcome delete(Caller caller, Call call, Transaction tables) {
        return Outcome.of(
                tables.limits().delete(call.id(), call.expectedRevision()), set -> Answer.none());
    }

    private static Answer one(LimitRecord set) {
        return Answer.json(200, json(set)).revision(set.revision());
    }

    static JsonObject json(LimitRecord set) {
        return new JsonObject()
                .put("name", set.name())
                .put(WORDS, new JsonObject(set.words()))
                .put("createdAt", set.createdAt().toString())
                .put("changedAt", set.changedAt().toString())
                .put("declared", set.declared());
    }
}
