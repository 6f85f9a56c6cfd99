package io.raygate.admin;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.store.ReplayTable.Replay;
import io.raygate.store.Store;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Sees to it that what comes twice under one Idempotency-Key is done once. Any thread. */
final class Replays {
    private final Store store;
    private final Seal seal;
    private final CredentialHash hash = new CredentialHash();
    private final Set<Digest> running = ConcurrentHashMap.newKeySet();

    Replays(Store store, Seal seal) {
        this.store = store;
        this.seal = seal;
    }

    /** What one request is known by. */
    private record Known(Digest key, Digest request, Seal.Words words) {}

    /**
     * Does the work, unless it was done.
     *
     * @param work is handed what keeps its answer, in the transaction that makes the change
     */
    Outcome once(
            String caller,
            String idempotencyKey,
            Arrived request,
            Function<BiConsumer<Transaction, Answer>, Outcome> work) {
        Known known =
                new Known(
                        digest(caller, idempotencyKey),
                        digest(request),
                        new Seal.Words(caller, idempotencyKey));
        if (!running.add(known.key())) {
            return Outcome.retry(ProblemCode.REQUEST_IN_PROGRESS, "", 1);
        }
        try {
            Optional<Replay> before = store.read(tables -> tables.replays().find(known.key()));
            return before.isPresent()
                    ? again(known, before.get())
                    : work.apply((tables, answer) -> keep(tables, known, answer));
        } finally {
            running.remove(known.key());
        }
    }

    private Outcome again(Known known, Replay before) {
        if (!before.request().equals(known.request())) {
            return Outcome.refuse(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "Another request needs another key");
        }
        return seal.open(known.words(), before.request().text(), before.sealed())
                .map(text -> Outcome.answer(read(before.status(), text)))
                .orElse(
                        Outcome.refuse(
                                ProblemCode.CONFLICT,
                                "This was done, and its answer cannot be read any more"));
    }

    private void keep(Transaction tables, Known known, Answer answer) {
        String text = seal.close(known.words(), known.request().text(), write(answer));
        tables.replays().keep(known.key(), new Replay(known.request(), answer.status(), text));
    }

    /** Headers and type as one line of JSON; behind it the text, which may hold a new key. */
    private static String write(Answer answer) {
        JsonObject headers = new JsonObject();
        answer.headers().forEach(headers::put);
        JsonObject words = new JsonObject().put("headers", headers);
        return answer.body() instanceof Answer.Text(var type, var text)
                ? words.put("type", type).encode() + "\n" + text
                : words.encode() + "\n";
    }

    private static Answer read(int status, String written) {
        int end = written.indexOf('\n');
        JsonObject words = new JsonObject(written.substring(0, end));
        String type = words.getString("type");
        Answer answer =
                new Answer(
                        status,
                        Map.of("idempotent-replayed", "true"),
                        type == null
                                ? new Answer.Empty()
                                : new Answer.Text(type, written.substring(end + 1)));
        for (var header : words.getJsonObject("headers")) {
            answer = answer.with(header.getKey(), header.getValue().toString());
        }
        return answer;
    }

    /** The same in every gateway, whatever its peppers: what came twice is done once. */
    private Digest digest(String caller, String idempotencyKey) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        add(all, caller.getBytes(StandardCharsets.UTF_8));
        add(all, idempotencyKey.getBytes(StandardCharsets.UTF_8));
        return hash.of(all.toByteArray());
    }

    /** Of all that makes a request this one and not another. */
    private Digest digest(Arrived request) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        add(all, request.operation().name().getBytes(StandardCharsets.UTF_8));
        add(all, request.path().getBytes(StandardCharsets.UTF_8));
        for (String text :
                List.of(request.query().toString(), request.head().ifMatch().toString())) {
            add(all, text.getBytes(StandardCharsets.UTF_8));
        }
        add(all, request.body());
        return hash.of(all.toByteArray());
    }

    private static void add(ByteArrayOutputStream all, byte[] part) {
        all.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        all.writeBytes(part);
    }
}
