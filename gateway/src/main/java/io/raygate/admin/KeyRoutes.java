package io.raygate.admin;

import io.raygate.config.ApiKeysConfig;
import io.raygate.config.Forms;
import io.raygate.json.Json;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.IssuedKey;
import io.raygate.store.KeyFilter;
import io.raygate.store.KeyRecord;
import io.raygate.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v1/keys}: the life of API keys, also for tenants themselves. */
final class KeyRoutes {
    private static final String ALL = "/v1/keys";
    private static final String ONE = "/v1/keys/{keyId}";
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ, AdminScope.SELF_READ);
    private static final Need WRITE = Need.oneOf(AdminScope.KEYS_WRITE, AdminScope.SELF_KEYS);

    private final Supplier<ApiKeysConfig> settings;

    /**
     * @param settings prefix and environments in force
     */
    KeyRoutes(Supplier<ApiKeysConfig> settings) {
        this.settings = settings;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("listKeys", ALL, READ, (Operation.Read) this::list)
                        .listing("tenant", "enabled", "name"),
                Operation.post("createKey", ALL, WRITE, (Operation.Write) this::create),
                Operation.get("getKey", ONE, READ, (Operation.Read) this::get),
                Operation.patch("changeKey", ONE, WRITE, (Operation.Write) this::change),
                Operation.post("rotateKey", ONE + "/rotate", WRITE, (Operation.Write) this::rotate),
                Operation.post(
                        "revokeKey", ONE + "/revoke", WRITE, (Operation.Write) this::revoke));
    }

    private Outcome list(Caller caller, Call call, Transaction tables) {
        Paging paging = Paging.of(call);
        String tenant = paging.filters().optional("tenant", Forms.ID);
        String name = paging.filters().optional("name", Forms.ID);
        Boolean enabled = paging.filters().optional("enabled", Forms.FLAG);
        if (!caller.sees(tenant == null ? caller.ownTenant() : tenant)) {
            return Answers.emptyPage(paging);
        }
        String only = tenant == null ? caller.ownTenant() : tenant;
        KeyFilter filter = new KeyFilter(false, only, name, null, enabled);
        return paging.show(
                page -> tables.keySearch().list(filter, page.limit(), page.cursor()), KeyJson::key);
    }

    private Outcome create(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        KeyRecord.New asked = asked(fields, caller, settings.get());
        Instant latest = SelfService.latest(caller);
        if (SelfService.isLater(asked.words().expiresAt(), latest)) {
            fields.fault("expiresAt", "is later than the end of this credential: " + latest);
        }
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        Optional<Outcome> refusal = SelfService.refusalOfNew(caller, asked.words().grants());
        return refusal.orElseGet(
                () ->
                        Outcome.of(
                                tables.keys().create(asked, latest),
                                issued -> issued(issued, call.dryRun())));
    }

    /** A key of the data plane as the fields say it. */
    static KeyRecord.New asked(Fields fields, Caller caller, ApiKeysConfig settings) {
        String tenant = tenant(fields, caller);
        String environment =
                fields.one(
                        "environment",
                        AdminForms.oneOf(settings.environments()),
                        settings.environments().getFirst());
        return new KeyRecord.New(
                settings.prefix(),
                tenant,
                null,
                KeyWords.read(fields, environment, SelfService.limits(caller), true));
    }

    /** To a caller that has a tenant no other one exists, be there one or not. */
    private static String tenant(Fields fields, Caller caller) {
        String own = caller.ownTenant();
        if (own == null) {
            return fields.required("tenant", Forms.ID, "");
        }
        String tenant = fields.one("tenant", Forms.ID, own);
        if (!tenant.equals(own)) {
            fields.fault("tenant", "no tenant has this id");
        }
        return tenant;
    }

    private Outcome get(Caller caller, Call call, Transaction tables) {
        return find(caller, call, tables)
                .map(key -> Outcome.answer(one(key)))
                .orElseGet(Outcome::notFound);
    }

    private Outcome change(Caller caller, Call call, Transaction tables) {
        KeyRecord key = find(caller, call, tables).orElse(null);
        if (key == null) {
            return Outcome.notFound();
        }
        Map<String, Json> editable = KeyWords.editable(key.words());
        Fields named = new Fields(call.body(), "");
        editable.keySet().forEach(named::mention);
        named.mentionSwitch("enabled");
        Fields fields = new Fields(MergePatch.apply(editable, call.body()), "");
        boolean enabled = fields.flag("enabled", true);
        KeyRecord.Words next = KeyWords.read(fields, key.words().environment(), null, enabled);
        List<FieldFault> faults = named.faults().isEmpty() ? fields.faults() : named.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        return SelfService.refusal(caller, key.words(), next)
                .orElseGet(
                        () ->
                                Outcome.of(
                                        tables.keys()
                                                .change(
                                                        key.id(),
                                                        call.expectedRevision(),
                                                        _ -> Change.done(next)),
                                        KeyRoutes::one));
    }

    private Outcome rotate(Caller caller, Call call, Transaction tables) {
        KeyRecord key = find(caller, call, tables).orElse(null);
        if (key == null) {
            return Outcome.notFound();
        }
        Fields fields = new Fields(call.body(), "");
        Duration overlap = fields.required("overlap", AdminForms.OVERLAP, Duration.ZERO);
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        return SelfService.refusal(caller, key.words().grants())
                .orElseGet(
                        () ->
                                Outcome.of(
                                        tables.keys()
                                                .rotate(
                                                        key.id(),
                                                        call.expectedRevision(),
                                                        overlap,
                                                        settings.get().prefix(),
                                                        SelfService.latest(caller)),
                                        issued -> issued(issued, call.dryRun())));
    }

    private Outcome revoke(Caller caller, Call call, Transaction tables) {
        KeyRecord key = find(caller, call, tables).orElse(null);
        if (key == null) {
            return Outcome.notFound();
        }
        Fields fields = new Fields(call.body(), "");
        String reason = fields.required("reason", Forms.NAME, "");
        List<FieldFault> faults = fields.faults();
        return faults.isEmpty()
                ? Outcome.of(
                        tables.keys().revoke(key.id(), call.expectedRevision(), reason),
                        KeyRoutes::one)
                : Outcome.invalid(faults);
    }

    /** Admin credentials are no keys here, and other tenants' keys none for a tenant. */
    private static Optional<KeyRecord> find(Caller caller, Call call, Transaction tables) {
        return tables.keys()
                .find(call.id())
                .filter(key -> key.role() == null && caller.sees(key.tenant()));
    }

    static Answer one(KeyRecord key) {
        return Answer.json(200, KeyJson.key(key)).revision(key.revision());
    }

    private static Answer issued(IssuedKey issued, boolean dryRun) {
        return Answers.issued(issued, KeyJson.key(issued.key()), ALL, dryRun);
    }
}
