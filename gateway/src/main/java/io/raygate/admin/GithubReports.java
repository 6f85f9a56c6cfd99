package io.raygate.admin;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.config.Forms;
import io.raygate.config.Parsed;
import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.raygate.store.Actor;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.KeyRecord;
import io.raygate.store.Store;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leak reports in the format of GitHub's secret scanning partner programme: whoever signs one can
 * revoke the keys that he shows, and do nothing else. Unknown members are no fault: the format is
 * not ours. Blocking; any thread.
 */
final class GithubReports {
    static final String KEY_ID = "github-public-key-identifier";
    static final String SIGNATURE = "github-public-key-signature";

    private static final String WHO = "github";
    private static final int MOST = 5_000;

    private final Store store;
    private final Lockout lockout;
    private final Map<String, PublicKey> keys;

    /**
     * @param lockout of its own: whoever reports wrongly keeps no administrator waiting
     * @param keys by their identifiers
     */
    GithubReports(Store store, Lockout lockout, Map<String, PublicKey> keys) {
        this.store = store;
        this.lockout = lockout;
        this.keys = keys;
    }

    /** A token that was found. */
    private record Report(String token, String type, String url) {}

    /** Why the body of this request is not to be read; null where it is. */
    @Nullable Outcome turnAway(Arrived request) {
        if (keys.isEmpty()) {
            return Outcome.notFound();
        }
        Arrived.Signed signed = request.head().signed();
        if (signed.keyId().size() != 1 || signed.signature().size() != 1) {
            return Outcome.refuse(
                    ProblemCode.AUTHENTICATION_REQUIRED,
                    "Send Github-Public-Key-Identifier and Github-Public-Key-Signature");
        }
        return keys.containsKey(signed.keyId().getFirst()) ? null : wrong(request);
    }

    Outcome serve(Arrived request) {
        Outcome refusal = turnAway(request);
        if (refusal != null) {
            return refusal;
        }
        Arrived.Signed signed = request.head().signed();
        PublicKey key = keys.get(signed.keyId().getFirst());
        if (key == null || !isSigned(request.body(), signed.signature().getFirst(), key)) {
            return wrong(request);
        }
        return request.head().contentType().equals("application/json")
                ? take(request)
                : Outcome.refuse(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json");
    }

    private Outcome wrong(Arrived request) {
        return Doorman.wrong(lockout.failed(request.address(), null));
    }

    private static boolean isSigned(byte[] body, String signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private Outcome take(Arrived request) {
        Json.Items items = JsonReader.items(request.body(), MOST);
        if (!request.query().isEmpty() || items == null) {
            return Outcome.invalid("", "is not one JSON array of at most " + MOST + " reports");
        }
        List<FieldFault> faults = new ArrayList<>();
        List<Report> reports = new ArrayList<>();
        for (Json each : items.values()) {
            int i = reports.size();
            reports.add(report(each, "/" + i, faults));
        }
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        Actor actor = new Actor(WHO, "", request.address(), request.requestId());
        JsonArray answers = new JsonArray();
        for (int at = 0; at < reports.size(); at += KeyIntake.STEP) {
            int end = Math.min(at + KeyIntake.STEP, reports.size());
            revoke(reports.subList(at, end), actor, answers);
        }
        return Outcome.answer(Answer.json(200, answers.encode()));
    }

    private static Report report(Json json, String at, List<FieldFault> faults) {
        Json.Members members =
                json instanceof Json.Members object ? object : new Json.Members(Map.of());
        return new Report(
                required(members, "token", at, faults),
                required(members, "type", at, faults),
                Objects.requireNonNullElse(members.text("url"), ""));
    }

    private static String required(
            Json.Members members, String name, String at, List<FieldFault> faults) {
        String text = members.text(name);
        if (text == null) {
            faults.add(new FieldFault(at + "/" + name, "is missing, needed: text"));
        }
        return text == null ? "" : text;
    }

    /** A few at once, so that no change waits long; what is none of ours is only looked for. */
    private void revoke(List<Report> reports, Actor actor, JsonArray answers) {
        List<Optional<KeyRecord>> found =
                store.read(
                        tables -> reports.stream().map(one -> ours(one.token(), tables)).toList());
        if (found.stream().anyMatch(Optional::isPresent)) {
            store.<Boolean>write(
                    actor,
                    false,
                    tables -> {
                        for (int i = 0; i < found.size(); i++) {
                            String reason = reason(reports.get(i).url());
                            found.get(i)
                                    .ifPresent(key -> tables.keys().revoke(key.id(), null, reason));
                        }
                        return Change.done(true);
                    });
        }
        for (int i = 0; i < found.size(); i++) {
            answers.add(answer(reports.get(i), found.get(i).isPresent()));
        }
    }

    private static JsonObject answer(Report report, boolean ours) {
        return new JsonObject()
                .put("token_hash", hash(report.token()))
                .put("token_type", report.type())
                .put("label", ours ? "true_positive" : "false_positive");
    }

    private static Optional<KeyRecord> ours(String token, Transaction tables) {
        return AdminForms.WHOLE_KEY.parse(token) instanceof Parsed.Value
                ? KeyIntake.find(token, tables)
                : Optional.empty();
    }

    /** What cannot be shown to people stays out of it. */
    private static String reason(String url) {
        String reason = "leak reported by GitHub";
        String more = KeyIntake.bounded(reason + ": " + url);
        return !url.isEmpty() && Forms.NAME.parse(more) instanceof Parsed.Value ? more : reason;
    }

    private static String hash(String token) {
        Digest digest = new CredentialHash().of(token.getBytes(StandardCharsets.UTF_8));
        return digest.text().substring("sha256:".length());
    }
}
