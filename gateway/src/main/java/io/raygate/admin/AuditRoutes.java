package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.store.AuditFilter;
import io.raygate.store.AuditRecord;
import io.raygate.store.AuditVerdict;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audit}: who did what, and whether that is still what was written (S-92). */
final class AuditRoutes {
    private static final Need READ = Need.oneOf(AdminScope.AUDIT_READ);

    private AuditRoutes() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get("listAudit", "/v1/audit", READ, (Operation.Read) AuditRoutes::list)
                        .listing("from", "to", "actor", "action", "target"),
                Operation.get(
                        "verifyAudit",
                        "/v1/audit/verify",
                        READ,
                        (Operation.Read) AuditRoutes::verify));
    }

    private static Outcome list(Caller caller, Call call, Transaction tables) {
        Paging paging = Paging.of(call);
        Fields filters = paging.filters();
        AuditFilter filter =
                new AuditFilter(
                        filters.optional("from", AdminForms.TIME),
                        filters.optional("to", AdminForms.TIME),
                        filters.optional("actor", Forms.NAME),
                        filters.optional("action", Forms.NAME),
                        filters.optional("target", Forms.NAME));
        return paging.show(
                page -> tables.audit().list(filter, page.limit(), page.cursor()),
                AuditRoutes::json);
    }

    private static JsonObject json(AuditRecord entry) {
        return new JsonObject()
                .put("sequence", entry.entry())
                .put("at", entry.at().toString())
                .put("actor", entry.actor().id())
                .put("role", entry.actor().role())
                .put("address", entry.actor().address())
                .put("requestId", entry.actor().requestId())
                .put("action", entry.action())
                .put("target", entry.target())
                .put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
                .put("before", state(entry.before()))
                .put("after", state(entry.after()))
                .put("hash", entry.hash());
    }

    private static @Nullable JsonObject state(String json) {
        return json.isEmpty() ? null : new JsonObject(json);
    }

    private static Outcome verify(Caller caller, Call call, Transaction tables) {
        JsonObject verdict =
                switch (tables.audit().verify()) {
                    case AuditVerdict.Intact(var entries, var head) ->
                            new JsonObject()
                                    .put("intact", true)
                                    .put("entries", entries)
                                    .put("head", head)
                                    .putNull("fault");
                    case AuditVerdict.Broken(var entry, var fault) ->
                            new JsonObject()
                                    .put("intact", false)
                                    .put("entries", entry - 1)
                                    .put("head", "")
                                    .put("fault", "entry " + entry + " " + fault);
                };
        return Outcome.answer(Answer.json(200, verdict));
    }
}
