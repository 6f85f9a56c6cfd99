package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes over keys from a file, a thousand at a time; each line at fault is named. */
final class KeyImport {
    private static final int AT_ONCE = 1_000;
    private static final Pattern ITEM = Pattern.compile("/items/([0-9]{1,4})(?:/([^/]*).*)?");

    private final Session session;
    private final Path file;
    private final JsonArray answers = new JsonArray();
    private int taken;

    KeyImport(Session session, Path file) {
        this.session = session;
        this.file = file;
    }

    int run(AdminOptions.Changing how) {
        List<KeyLines.Line> lines = KeyLines.read(file);
        for (int from = 0; from < lines.size(); from += AT_ONCE) {
            take(lines.subList(from, Math.min(from + AT_ONCE, lines.size())), how);
        }
        session.printer().one(report(lines.size()));
        return taken == lines.size() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private JsonObject report(int all) {
        return session.printer().isForPeople()
                ? new JsonObject().put("imported", taken).put("refused", all - taken)
                : new JsonObject().put("items", answers);
    }

    private void take(List<KeyLines.Line> lines, AdminOptions.Changing how) {
        JsonArray items = new JsonArray(lines.stream().map(KeyLines.Line::key).toList());
        Reply reply =
                session.client()
                        .post(
                                "/v1/keys/import" + how.query(),
                                new JsonObject().put("items", items));
        if (!reply.isGood()) {
            if (taken > 0) {
                session.talk(taken + " keys were imported before this:");
            }
            reply.errors().forEach(fault -> tell(lines, fault));
            throw reply.failure();
        }
        JsonArray answered = reply.body().getJsonArray("items");
        for (int i = 0; i < lines.size(); i++) {
            JsonObject answer = answered.getJsonObject(i);
            KeyLines.Line line = lines.get(i);
            answers.add(answer);
            taken += answer.getInteger("status") == 201 ? 1 : 0;
            Fault.all(answer.getJsonArray("errors")).forEach(fault -> tell(line, fault));
        }
    }

    /** Of a request that was refused whole: the fault names its item. */
    private void tell(List<KeyLines.Line> lines, Fault fault) {
        Matcher item = ITEM.matcher(fault.pointer());
        int index = item.matches() ? Integer.parseInt(item.group(1)) : lines.size();
        if (index < lines.size()) {
            tell(lines.get(index), fault);
        }
    }

    /** Names the member within its line: what number the item had in a request means nothing. */
    private void tell(KeyLines.Line line, Fault fault) {
        Matcher item = ITEM.matcher(fault.pointer());
        String member = item.matches() && item.group(2) != null ? item.group(2) : "";
        session.talk(
                "%s:%d:%d: %s"
                        .formatted(
                                file,
                                line.number(),
                                line.column(member),
                                new Fault(member, fault.detail()).line()));
    }
}
