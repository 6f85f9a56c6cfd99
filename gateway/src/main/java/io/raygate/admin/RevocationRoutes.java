package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.FieldFault;
import io.raygate.store.RevocationRecord;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /v1/revocations}: tokens that are refused although they verify. */
final class RevocationRoutes {
    private static final String ALL = "/v1/revocations";
    private static final String ONE = "/v1/revocations/{revocationId}";
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ);
    private static final Need WRITE = Need.oneOf(AdminScope.KEYS_WRITE);

    private final Supplier<Compiled> inForce;

    RevocationRoutes(Supplier<Compiled> inForce) {
        this.inForce = inForce;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("listRevocations", ALL, READ, (Operation.Read) RevocationRoutes::list)
                        .listing(),
                Operation.post("createRevocation", ALL, WRITE, (Operation.Write) this::create),
                Operation.get("getRevocation", ONE, READ, (Operation.Read) RevocationRoutes::get),
                Operation.delete(
                        "deleteRevocation",
                        ONE,
                        WRITE,
                        (Operation.Write) RevocationRoutes::delete));
    }

    private static Outcome list(Caller caller, Call call, Transaction tables) {
        return Paging.of(call)
                .show(
                        page -> tables.revocations().list(page.limit(), page.cursor()),
                        RevocationRoutes::json);
    }

    private Outcome create(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        String kind = fields.required("kind", AdminForms.REVOKED, "issuer");
        String value = fields.nullable("value", Forms.NAME);
        boolean whole = kind.equals("issuer");
        if (whole != (value == null)) {
            fields.fault("value", whole ? "means nothing with the kind issuer" : "is missing");
        }
        RevocationRecord.New asked =
                new RevocationRecord.New(
                        fields.required("issuer", Forms.ID, ""),
                        RevocationRecord.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                        value == null ? "" : value,
                        fields.nullable("issuedBefore", AdminForms.TIME),
                        fields.required("reason", Forms.NAME, ""),
                        fields.nullable("expiresAt", AdminForms.TIME));
        checkIssuer(fields, asked.issuer());
        checkEnd(fields, asked, tables.now());
        List<FieldFault> faults = fields.faults();
        return faults.isEmpty()
                ? Outcome.of(
                        tables.revocations().add(asked),
                        made -> Answers.created(json(made), ALL, made.id(), call.dryRun()))
                : Outcome.invalid(faults);
    }

    /** What stops nothing must not look as if it did. */
    private void checkIssuer(Fields fields, String issuer) {
        Set<String> known = inForce.get().loaded().config().auth().jwt().keySet();
        if (!issuer.isEmpty() && !known.contains(issuer)) {
            fields.fault("issuer", "is none of auth.jwt: " + String.join(", ", known));
        }
    }

    private static void checkEnd(Fields fields, RevocationRecord.New asked, Instant now) {
        Instant end = asked.expiresAt();
        if (end != null && !end.isAfter(now)) {
            fields.fault("expiresAt", "is past; give a later time or none");
        }
    }

    private static Outcome get(Caller caller, Call call, Transaction tables) {
        return tables.revocations()
                .find(call.id())
                .map(found -> Outcome.answer(Answer.json(200, json(found))))
                .orElseGet(Outcome::notFound);
    }

    private static Outcome delete(Caller caller, Call call, Transaction tables) {
        return Outcome.of(tables.revocations().lift(call.id()), lifted -> Answer.none());
    }

    static JsonObject json(RevocationRecord revocation) {
        String value = revocation.value();
        return new JsonObject()
                .put("id", revocation.id())
                .put("issuer", revocation.issuer())
                .put("kind", revocation.kind().name().toLowerCase(Locale.ROOT))
                .put("value", value.isEmpty() ? null : value)
                .put("issuedBefore", KeyJson.time(revocation.issuedBefore()))
                .put("expiresAt", KeyJson.time(revocation.expiresAt()))
                .put("reason", revocation.reason())
                .put("createdAt", revocation.createdAt().toString());
    }
}
