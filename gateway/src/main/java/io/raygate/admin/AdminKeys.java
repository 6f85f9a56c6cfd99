package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.store.FieldFault;
import io.raygate.store.IssuedKey;
import io.raygate.store.KeyFilter;
import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import io.raygate.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin-keys}: who may administer the gateway, which an owner alone decides. */
final class AdminKeys {
    /** No key of the data plane has it (S-89). */
    static final String PREFIX = "rga";

    static final String ENVIRONMENT = "live";

    private static final String ALL = "/v1/admin-keys";
    private static final String ONE = "/v1/admin-keys/{keyId}";
    private static final Need OWNER = new Need.Owner();

    private AdminKeys() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get("listAdminKeys", ALL, OWNER, (Operation.Read) AdminKeys::list)
                        .listing(),
                Operation.post("createAdminKey", ALL, OWNER, (Operation.Write) AdminKeys::create),
                Operation.get("getAdminKey", ONE, OWNER, (Operation.Read) AdminKeys::get),
                Operation.post(
                        "rotateAdminKey",
                        ONE + "/rotate",
                        OWNER,
                        (Operation.Write) AdminKeys::rotate),
                Operation.post(
                        "revokeAdminKey",
                        ONE + "/revoke",
                        OWNER,
                        (Operation.Write) AdminKeys::revoke));
    }

    private static Outcome list(Caller caller, Call call, Transaction tables) {
        KeyFilter all = new KeyFilter(true, null, null, null, null);
        return Paging.of(call)
                .show(
                        page -> tables.keySearch().list(all, page.limit(), page.cursor()),
                        KeyJson::adminKey);
    }

    private static Outcome create(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        String word = fields.required("role", AdminForms.ROLE, "");
        String tenant = fields.optional("tenant", Forms.ID);
        KeyRecord.Words words = KeyWords.read(fields, ENVIRONMENT, null, true);
        check(fields, word.equals(Role.TENANT.word()), tenant, words.grants());
        List<FieldFault> faults = fields.faults();
        return faults.isEmpty()
                ? Outcome.of(
                        tables.keys().create(new KeyRecord.New(PREFIX, tenant, word, words)),
                        issued -> issued(issued, call.dryRun()))
                : Outcome.invalid(faults);
    }

    /** Grants mean something only where keys can be made with them. */
    private static void check(
            Fields fields, boolean ofTenant, @Nullable String tenant, KeyGrants grants) {
        if (ofTenant && tenant == null) {
            fields.fault("tenant", "is missing: the role tenant needs one");
        }
        if (!ofTenant && tenant != null) {
            fields.fault("tenant", "is for the role tenant only");
        }
        boolean granted =
                !grants.scopes().isEmpty()
                        || !grants.routes().isEmpty()
                        || !grants.models().isEmpty()
                        || grants.limits() != null;
        if (!ofTenant && granted) {
            fields.fault(
                    "role", "takes no scopes, routes, models or limits: only the role tenant does");
        }
    }

    private static Outcome get(Caller caller, Call call, Transaction tables) {
        return find(call, tables).map(key -> Outcome.answer(one(key))).orElseGet(Outcome::notFound);
    }

    private static Outcome rotate(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        Duration overlap = fields.required("overlap", AdminForms.OVERLAP, Duration.ZERO);
        List<FieldFault> faults = fields.faults();
        if (find(call, tables).isEmpty()) {
            return Outcome.notFound();
        }
        return faults.isEmpty()
                ? Outcome.of(
                        tables.keys().rotate(call.id(), call.expectedRevision(), overlap, PREFIX),
                        issued -> issued(issued, call.dryRun()))
                : Outcome.invalid(faults);
    }

    private static Outcome revoke(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        String reason = fields.required("reason", Forms.NAME, "");
        List<FieldFault> faults = fields.faults();
        if (find(call, tables).isEmpty()) {
            return Outcome.notFound();
        }
        return faults.isEmpty()
                ? Outcome.of(
                        tables.keys().revoke(call.id(), call.expectedRevision(), reason),
                        AdminKeys::one)
                : Outcome.invalid(faults);
    }

    private static Optional<KeyRecord> find(Call call, Transaction tables) {
        return tables.keys().find(call.id()).filter(key -> key.role() != null);
    }

    private static Answer one(KeyRecord key) {
        return Answer.json(200, KeyJson.adminKey(key)).revision(key.revision());
    }

    static Answer issued(IssuedKey issued, boolean dryRun) {
        return Answers.issued(issued, KeyJson.adminKey(issued.key()), ALL, dryRun);
    }
}
