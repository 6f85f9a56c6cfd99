package io.raygate.cli;

import io.raygate.json.JsonReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads keys that were made elsewhere: JSON lines, or lines of {@code hash,name,tenant[,scopes]}
 * with blanks between scopes, and a first line that says so or not. Empty lines are passed over. A
 * hash may be bare, as {@code sha256sum} prints it.
 */
final class KeyLines {
    private static final List<String> COLUMNS = List.of("hash", "name", "tenant", "scopes");
    private static final int REQUIRED = 3;
    private static final int MOST_MEMBERS = 1_000;
    private static final Pattern BARE_HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Path file;

    /**
     * One key.
     *
     * @param number of its line, from 1
     */
    record Line(int number, String text, JsonObject key) {

        /** Where a member stands, from 1; 1 where it does not. */
        int column(String member) {
            if (text.startsWith("{")) {
                return Math.max(0, text.indexOf('"' + member + '"')) + 1;
            }
            int column = 0;
            for (int i = 0; i < COLUMNS.indexOf(member); i++) {
                column = text.indexOf(',', column) + 1;
            }
            return column + 1;
        }
    }

    private KeyLines(Path file) {
        this.file = file;
    }

    /**
     * All keys of a file.
     *
     * @throws CommandFailure that names the first line at fault
     */
    static List<Line> read(Path file) {
        return new KeyLines(file).read();
    }

    private List<Line> read() {
        List<Line> lines = new ArrayList<>();
        try {
            int number = 0;
            for (String text : Files.readAllLines(file)) {
                number++;
                if (!text.isBlank() && !(number == 1 && isHeading(text))) {
                    JsonObject key = text.startsWith("{") ? json(number, text) : row(number, text);
                    lines.add(new Line(number, text, hashNamed(key)));
                }
            }
        } catch (CharacterCodingException _) {
            throw new CommandFailure(ExitCode.USAGE, file + " is not UTF-8");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, file + " cannot be read: " + new IoFault(e).text());
        }
        if (lines.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, file + " holds no key");
        }
        return lines;
    }

    /** With the word that says what the hash is. */
    private static JsonObject hashNamed(JsonObject key) {
        return key.getValue("hash") instanceof String hash && BARE_HASH.matcher(hash).matches()
                ? key.put("hash", "sha256:" + hash)
                : key;
    }

    private static boolean isHeading(String text) {
        return COLUMNS.subList(0, REQUIRED).equals(cells(text).stream().limit(REQUIRED).toList());
    }

    private static List<String> cells(String text) {
        return List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    private JsonObject json(int number, String text) {
        return switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), MOST_MEMBERS)) {
            case JsonReader.Read _ -> new JsonObject(text);
            case JsonReader.Fault(var pointer, var detail) ->
                    throw fault(number, " " + new Fault(pointer, detail).line());
        };
    }

    private JsonObject row(int number, String text) {
        List<String> cells = cells(text);
        if (text.contains("\"")) {
            throw fault(number, (text.indexOf('"') + 1) + ": quotes have no meaning here");
        }
        if (cells.size() < REQUIRED || cells.size() > COLUMNS.size()) {
            throw fault(
                    number,
                    text.length()
                            + ": is neither hash,name,tenant[,scopes] nor a JSON object such as {\"hash\": \"sha256:...\", \"name\": \"ci\", \"tenant\": \"acme\"}");
        }
        JsonObject key = new JsonObject();
        for (int i = 0; i < REQUIRED; i++) {
            key.put(COLUMNS.get(i), cells.get(i));
        }
        if (cells.size() > REQUIRED && !cells.get(REQUIRED).isEmpty()) {
            key.put(COLUMNS.get(REQUIRED), new JsonArray(List.of(cells.get(REQUIRED).split(" +"))));
        }
        return key;
    }

    private CommandFailure fault(int number, String what) {
        return new CommandFailure(ExitCode.USAGE, file + ":" + number + ":" + what);
    }
}
