package io.raygate.admin;

import io.raygate.store.FieldFault;
import io.raygate.store.IssuedKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Answers of a shape that several resources give. */
final class Answers {
    private Answers() {}

    /** Something new; a dry run made nothing that could be found. */
    static Answer created(JsonObject json, String all, String id, boolean dryRun) {
        return created(json.encode(), all, id, dryRun);
    }

    private static Answer created(String json, String all, String id, boolean dryRun) {
        Answer answer = Answer.json(201, json);
        return dryRun ? answer : answer.with("location", all + "/" + id);
    }

    /**
     * A new key, which is shown this once; that of a dry run would open nothing. The key itself,
     * letters and digits, never comes to the writer of JSON, which keeps its buffers (S-95).
     */
    static Answer issued(IssuedKey issued, JsonObject json, String all, boolean dryRun) {
        String members = json.encode();
        String shown =
                dryRun
                        ? members
                        : members.substring(0, members.length() - 1)
                                + ",\"key\":\""
                                + issued.secret()
                                + "\"}";
        return created(shown, all, issued.key().id(), dryRun).revision(issued.key().revision());
    }

    /** What a list is that holds nothing for this caller. */
    static Outcome emptyPage(Paging paging) {
        List<FieldFault> faults = paging.filters().faults();
        JsonObject page = new JsonObject().put("items", new JsonArray()).putNull("nextCursor");
        return faults.isEmpty() ? Outcome.answer(Answer.json(200, page)) : Outcome.invalid(faults);
    }
}
