package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words of a set of limits as arguments: {@code requests.rate=600/min} is what the configuration
 * file writes as {@code requests: {rate: 600/min}}. Which words there are the gateway knows.
 */
final class LimitAssignments {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private LimitAssignments() {}

    /**
     * The object that they write, with null for what is to be taken away.
     *
     * @throws CommandFailure if one is no assignment, or there twice
     */
    static JsonObject json(List<String> assignments) {
        JsonObject json = new JsonObject();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw fault(assignment, "is no WORD=VALUE such as requests.rate=600/min");
            }
            String[] path = assignment.substring(0, equals).split("\\.", -1);
            put(json, path, value(assignment.substring(equals + 1)), assignment);
        }
        return json;
    }

    /** The same without what is to be taken away, where there is nothing yet. */
    static JsonObject whole(JsonObject limits) {
        JsonObject whole = new JsonObject();
        limits.forEach(
                word -> {
                    Object value = word.getValue();
                    if (value != null) {
                        whole.put(
                                word.getKey(),
                                value instanceof JsonObject inner ? whole(inner) : value);
                    }
                });
        return whole;
    }

    private static void put(
            JsonObject json, String[] path, @Nullable Object value, String assignment) {
        JsonObject inner = json;
        for (int i = 0; i < path.length; i++) {
            if (!WORD.matcher(path[i]).matches()) {
                throw fault(assignment, "does not begin with words and points between them");
            }
            boolean last = i == path.length - 1;
            boolean taken = inner.containsKey(path[i]);
            if (taken && (last || !(inner.getValue(path[i]) instanceof JsonObject))) {
                throw fault(assignment, "says something else of " + path[i] + " than another one");
            }
            if (last) {
                inner.put(path[i], value);
            } else {
                if (!taken) {
                    inner.put(path[i], new JsonObject());
                }
                inner = inner.getJsonObject(path[i]);
            }
        }
    }

    private static @Nullable Object value(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> NUMBER.matcher(text).matches() ? Long.valueOf(text) : (Object) text;
        };
    }

    private static CommandFailure fault(String assignment, String what) {
        return new CommandFailure(ExitCode.USAGE, "'" + assignment + "' " + what);
    }
}
