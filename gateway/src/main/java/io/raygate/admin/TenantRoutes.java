package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.json.Json;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.TenantRecord;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/tenants}: who is billed and limited. */
final class TenantRoutes {
    private static final String ALL = "/v1/tenants";
    private static final String ONE = "/v1/tenants/{tenantId}";
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ);
    private static final Need WRITE = Need.oneOf(AdminScope.KEYS_WRITE);

    private TenantRoutes() {}

    /** What can be said of a tenant beside its id. */
    private record Words(
            String name,
            boolean suspended,
            @Nullable Duration maxKeyLife,
            @Nullable String limits,
            @Nullable String parent,
            Map<String, String> meta) {
        static Words read(Fields fields) {
            return new Words(
                    fields.one("name", AdminForms.NOTE, ""),
                    fields.flag("suspended", false),
                    fields.nullable("maxKeyLife", AdminForms.LIFE),
                    fields.nullable("limits", Forms.ID),
                    fields.nullable("parent", Forms.ID),
                    fields.texts("meta", Forms.ID, AdminForms.NOTE, KeyWords.META));
        }
    }

    static List<Operation> operations() {
        return List.of(
                Operation.get("listTenants", ALL, READ, (Operation.Read) TenantRoutes::list)
                        .listing(),
                Operation.post("createTenant", ALL, WRITE, (Operation.Write) TenantRoutes::create),
                Operation.get("getTenant", ONE, READ, (Operation.Read) TenantRoutes::get),
                Operation.patch("changeTenant", ONE, WRITE, (Operation.Write) TenantRoutes::change),
                Operation.delete(
                        "deleteTenant", ONE, WRITE, (Operation.Write) TenantRoutes::delete));
    }

    private static Outcome list(Caller caller, Call call, Transaction tables) {
        return Paging.of(call)
                .show(
                        page -> tables.tenants().list(page.limit(), page.cursor()),
                        TenantRoutes::json);
    }

    private static Outcome create(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        String id = fields.required("id", Forms.ID, "");
        Words words = Words.read(fields);
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        TenantRecord.New asked =
                new TenantRecord.New(
                        id,
                        words.name(),
                        words.suspended(),
                        words.maxKeyLife(),
                        words.limits(),
                        words.parent(),
                        words.meta());
        return Outcome.of(
                tables.tenants().create(asked),
                tenant ->
                        Answers.created(json(tenant), ALL, tenant.id(), call.dryRun())
                                .revision(tenant.revision()));
    }

    private static Outcome get(Caller caller, Call call, Transaction tables) {
        return tables.tenants()
                .find(call.id())
                .map(tenant -> Outcome.answer(one(tenant)))
                .orElseGet(Outcome::notFound);
    }

    private static Outcome change(Caller caller, Call call, Transaction tables) {
        TenantRecord tenant = tables.tenants().find(call.id()).orElse(null);
        if (tenant == null) {
            return Outcome.notFound();
        }
        Map<String, Json> editable = editable(tenant);
        Fields named = new Fields(call.body(), "");
        editable.keySet().forEach(named::mention);
        named.mentionSwitch("suspended");
        Fields fields = new Fields(MergePatch.apply(editable, call.body()), "");
        Words words = Words.read(fields);
        List<FieldFault> faults = named.faults().isEmpty() ? fields.faults() : named.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        return Outcome.of(
                tables.tenants()
                        .change(
                                call.id(),
                                call.expectedRevision(),
                                before -> Change.done(changed(before, words, call.body()))),
                TenantRoutes::one);
    }

    /**
     * What the patch does not name stays as the store has it: where the file has another word, that
     * is not to be taken over.
     */
    private static TenantRecord changed(TenantRecord before, Words words, Json.Members patch) {
        return before.with(
                words.name(),
                patch.has("suspended") ? words.suspended() : before.suspended(),
                patch.has("maxKeyLife") ? words.maxKeyLife() : before.maxKeyLife(),
                patch.has("limits") ? words.limits() : before.limits(),
                patch.has("parent") ? words.parent() : before.parent(),
                words.meta());
    }

    private static Outcome delete(Caller caller, Call call, Transaction tables) {
        return Outcome.of(
                tables.tenants().delete(call.id(), call.expectedRevision()),
                tenant -> Answer.none());
    }

    private static Map<String, Json> editable(TenantRecord tenant) {
        Map<String, Json> members = new LinkedHashMap<>();
        String life = life(tenant);
        members.put("name", new Json.Text(tenant.name()));
        members.put("suspended", new Json.Truth(tenant.suspended()));
        members.put("maxKeyLife", KeyWords.textOrNothing(life));
        members.put("limits", KeyWords.textOrNothing(tenant.limits()));
        members.put("parent", KeyWords.textOrNothing(tenant.parent()));
        members.put("meta", KeyWords.meta(tenant.meta()));
        return members;
    }

    private static Answer one(TenantRecord tenant) {
        return Answer.json(200, json(tenant)).revision(tenant.revision());
    }

    static JsonObject json(TenantRecord tenant) {
        return new JsonObject()
                .put("id", tenant.id())
                .put("name", tenant.name())
                .put("suspended", tenant.suspended())
                .put("maxKeyLife", life(tenant))
                .put("limits", tenant.limits())
                .put("parent", tenant.parent())
                .put("meta", KeyJson.object(tenant.meta()))
                .put("createdAt", tenant.createdAt().toString())
                .put("declared", tenant.declared());
    }

    private static @Nullable String life(TenantRecord tenant) {
        Duration life = tenant.maxKeyLife();
        return life == null ? null : AdminForms.LIFE.show(life).toString();
    }
}
