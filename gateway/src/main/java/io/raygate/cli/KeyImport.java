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
    private final JsonArray rows = new JsonArray();
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
        report();
        session.talk("%d imported, %d refused.".formatted(taken, lines.size() - taken));
        int done = session.done(how);
        return taken == lines.size() ? done : ExitCode.FAILED;
    }

    private void report() {
        Printer printer = session.printer();
        JsonArray shown =
                printer.isForPeople()
                        ? rows
                        : new JsonArray(rows.stream().filter(KeyImport::isTaken).toList());
        printer.many(
                new JsonObject().put("items", answers),
                shown,
                printer.isForPeople() ? List.of("line", "id", "error") : List.of("id"));
    }

    private static boolean isTaken(Object row) {
        return ((JsonObject) row).getString("id") != null;
    }

    private void take(List<KeyLines.Line> lines, AdminOptions.Changing how) {
        JsonArray items = new JsonArray(lines.stream().map(KeyLines.Line::key).toList());
        Reply reply =
                session.client()
                        .post(
                                "/v1/keys/import" + how.query(),
                                new JsonObject().put("items", items));
        if (!reply.isGood()) {
            throw refused(lines, reply);
        }
        JsonArray answered = reply.body().getJsonArray("items");
        for (int i = 0; i < lines.size(); i++) {
            take(lines.get(i), answered.getJsonObject(i));
        }
    }

    private void take(KeyLines.Line line, JsonObject answer) {
        answers.add(answer);
        taken += answer.getInteger("status") == 201 ? 1 : 0;
        List<Fault> faults = Fault.all(answer.getJsonArray("errors"));
        JsonObject row =
                new JsonObject().put("line", line.number()).put("id", answer.getString("id"));
        rows.add(
                row.put(
                        "error",
                        String.join("; ", faults.stream().map(it -> inLine(it).line()).toList())));
        if (!session.printer().isForPeople()) {
            faults.forEach(fault -> tell(line, fault));
        }
    }

    /** What was done before is shown: nothing else tells the ids. */
    private CommandFailure refused(List<KeyLines.Line> lines, Reply reply) {
        if (!answers.isEmpty()) {
            report();
            session.talk(taken + " keys were imported before this:");
        }
        return reply.failure(
                reply.errors().stream().filter(fault -> !isTold(lines, fault)).toList());
    }

    /** Of a request that was refused whole: a fault that names its item is told with the line. */
    private boolean isTold(List<KeyLines.Line> lines, Fault fault) {
        Matcher item = ITEM.matcher(fault.pointer());
        int index = item.matches() ? Integer.parseInt(item.group(1)) : lines.size();
        if (index < lines.size()) {
            tell(lines.get(index), fault);
        }
        return index < lines.size();
    }

    private void tell(KeyLines.Line line, Fault fault) {
        Fault inLine = inLine(fault);
        session.talk(
                "%s:%d:%d: %s"
                        .formatted(
                                file, line.number(), line.column(inLine.pointer()), inLine.line()));
    }

    /** Names the member within its line: what number the item had in a request means nothing. */
    private static Fault inLine(Fault fault) {
        Matcher item = ITEM.matcher(fault.pointer());
        String member = item.matches() && item.group(2) != null ? item.group(2) : "";
        return new Fault(member, fault.detail());
    }
}
