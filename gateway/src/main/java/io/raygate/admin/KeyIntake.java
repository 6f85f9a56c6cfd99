package io.raygate.admin;

import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.config.ApiKeysConfig;
import io.raygate.config.Forms;
import io.raygate.json.Json;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.KeyRecord;
import io.raygate.store.KeyTable;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys that come from outside: hashes that are taken over, and keys that were found. */
final class KeyIntake {
    private static final int MOST = 1_000;

    /** So few at once that no other change waits long for the store. */
    static final int STEP = 50;

    private static final String NO_HASH = "0".repeat(64);
    private static final int LONGEST_REASON = 256;
    private static final Need WRITE = Need.oneOf(AdminScope.KEYS_WRITE);

    private final Supplier<ApiKeysConfig> settings;

    /**
     * @param settings prefix and environments in force
     */
    KeyIntake(Supplier<ApiKeysConfig> settings) {
        this.settings = settings;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                                "importKeys",
                                "/v1/keys/import",
                                WRITE,
                                (Operation.Steps) this::importKeys)
                        .ofMany(),
                Operation.post(
                        "reportLeak",
                        "/v1/keys/report-leak",
                        WRITE,
                        (Operation.Write) this::reportLeak));
    }

    /**
     * What does not fit keeps all from being taken over; what cannot be done keeps only itself, so
     * that each may be done apart.
     */
    private Outcome importKeys(Caller caller, Call call, Operation.Stepping stepping) {
        Fields fields = new Fields(call.body(), "");
        List<Json.Members> items = fields.objects("items", 1, MOST);
        List<FieldFault> faults = new ArrayList<>(fields.faults());
        List<Item> asked = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Fields each = new Fields(items.get(i), "/items/" + i);
            String hash = each.required("hash", Forms.KEY_HASH, NO_HASH);
            asked.add(new Item(each, hash, KeyRoutes.asked(each, caller, settings.get())));
            faults.addAll(each.faults());
        }
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        JsonArray report = new JsonArray();
        Set<String> taken = new HashSet<>();
        int at = 0;
        for (; asked.size() - at > STEP; at += STEP) {
            List<Item> some = asked.subList(at, at + STEP);
            stepping.step(tables -> take(some, taken, report, tables));
        }
        List<Item> rest = asked.subList(at, asked.size());
        return stepping.last(
                tables -> {
                    take(rest, taken, report, tables);
                    return Answer.json(200, new JsonObject().put("items", report));
                });
    }

    /**
     * @param taken hashes so far: a step that is only tried leaves nothing in the store
     */
    private static void take(
            List<Item> items, Set<String> taken, JsonArray report, Transaction tables) {
        for (Item item : items) {
            JsonObject answer = taken.contains(item.hash()) ? known(item) : taken(item, tables);
            if (answer.getInteger("status") == 201) {
                taken.add(item.hash());
            }
            report.add(answer);
        }
    }

    private static JsonObject known(Item item) {
        return item(409, null, List.of(item.fields().at("hash", KeyTable.KNOWN_HASH)));
    }

    /** A key to take over, and where it stands. */
    private record Item(Fields fields, String hash, KeyRecord.New asked) {}

    private static JsonObject taken(Item item, Transaction tables) {
        Digest digest = Objects.requireNonNull(Digest.parse("sha256:" + item.hash()));
        Fields fields = item.fields();
        return switch (tables.keys().importHash(item.asked(), digest)) {
            case Change.Done<KeyRecord>(var key) -> item(201, key.id(), List.of());
            case Change.Conflict<KeyRecord>(var detail) ->
                    item(409, null, List.of(fields.at("hash", detail)));
            case Change.Invalid<KeyRecord>(var wrong) -> item(400, null, fields.within(wrong));
            case Change.Missing<KeyRecord>(), Change.Stale<KeyRecord>() ->
                    item(409, null, List.of(fields.at("hash", "cannot be taken over")));
        };
    }

    private static JsonObject item(int status, @Nullable String id, List<FieldFault> faults) {
        return new JsonObject()
                .put("status", status)
                .put("id", id)
                .put("errors", Problems.errors(faults));
    }

    /** The whole key is proof enough that it is out. */
    private Outcome reportLeak(Caller caller, Call call, Transaction tables) {
        Fields fields = new Fields(call.body(), "");
        String key = fields.required("key", AdminForms.WHOLE_KEY, "");
        String url = fields.optional("url", Forms.NAME);
        String source = fields.optional("source", Forms.NAME);
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        return find(key, tables)
                .map(
                        found ->
                                Outcome.of(
                                        tables.keys().revoke(found.id(), null, reason(url, source)),
                                        KeyIntake::revoked))
                .orElseGet(Outcome::notFound);
    }

    /** The key of ours, of whatever kind and state, that this whole text is. */
    static Optional<KeyRecord> find(String key, Transaction tables) {
        Optional<KeyRecord> ours =
                KeyFormat.isWellFormed(key) ? tables.keyChecks().verify(key) : Optional.empty();
        return ours.or(() -> tables.keyChecks().verifyImported(key));
    }

    private static Answer revoked(KeyRecord key) {
        JsonObject json = key.role() == null ? KeyJson.key(key) : KeyJson.adminKey(key);
        return Answer.json(200, json).revision(key.revision());
    }

    private static String reason(@Nullable String url, @Nullable String source) {
        StringBuilder reason = new StringBuilder("leaked");
        if (source != null) {
            reason.append(", found as ").append(source);
        }
        if (url != null) {
            reason.append(" at ").append(url);
        }
        return bounded(reason.toString());
    }

    /** As much of a reason as is kept. */
    static String bounded(String reason) {
        int end = Math.min(reason.length(), LONGEST_REASON);
        boolean halved = Character.isHighSurrogate(reason.charAt(end - 1));
        return reason.substring(0, halved ? end - 1 : end);
    }
}
