package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes over keys from a file of JSON lines, a thousand at a time; each bad line is named. */
final class KeyImport {
    private static final int AT_ONCE = 1_000;

    private final Session session;
    private final Path file;

    KeyImport(Session session, Path file) {
        this.session = session;
        this.file = file;
    }

    int run(AdminOptions.Changing how) {
        List<JsonObject> keys = keys();
        int taken = 0;
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<JsonObject> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
            String path = "/v1/keys/import" + (how.dryRun ? "?dryRun=true" : "");
            JsonObject body = new JsonObject().put("items", new JsonArray(some));
            taken += told(Session.good(session.client().post(path, body)), from);
        }
        session.print(new JsonObject().put("imported", taken).put("refused", keys.size() - taken));
        return taken == keys.size() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<JsonObject> keys() {
        List<JsonObject> keys = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                keys.add(key(lines.get(i), i + 1));
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be read: " + e.getMessage());
        }
        return keys;
    }

    private JsonObject key(String line, int number) {
        try {
            return new JsonObject(line);
        } catch (DecodeException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    file
                            + ":"
                            + number
                            + ": is no JSON object such as {\"hash\": \"sha256:...\", \"name\": \"ci\", \"tenant\": \"acme\"}");
        }
    }

    private int told(JsonObject report, int from) {
        JsonArray items = report.getJsonArray("items");
        int taken = 0;
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            if (item.getInteger("status") == 201) {
                taken++;
                continue;
            }
            JsonArray errors = item.getJsonArray("errors");
            for (int k = 0; k < errors.size(); k++) {
                JsonObject fault = errors.getJsonObject(k);
                session.talk(
                        file
                                + ":"
                                + (from + i + 1)
                                + ": "
                                + fault.getString("pointer")
                                + ": "
                                + fault.getString("detail"));
            }
        }
        return taken;
    }
}
