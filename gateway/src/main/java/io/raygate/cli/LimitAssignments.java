package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words of a set of limits as arguments: {@code requests.rate=600/min} is what the configuration
 * file writes as {@code requests: {rate: 600/min}}; names with points in them stand in quotation
 * marks. Which words there are the gateway knows.
 */
final class LimitAssignments {
    /** A word, or a name of somebody's own. */
    private static final Pattern STEP =
            Pattern.compile("\\G(?:([A-Za-z0-9][A-Za-z0-9_:/-]*)|\"([^\"]+)\")(\\.|$)");

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
            int equals = assignment.indexOf('=', assignment.lastIndexOf('"') + 1);
            if (equals < 0) {
                throw fault(assignment, "is no WORD=VALUE such as requests.rate=600/min");
            }
            List<String> path = path(assignment.substring(0, equals), assignment);
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
            JsonObject json, List<String> path, @Nullable Object value, String assignment) {
        JsonObject inner = json;
        for (int i = 0; i < path.size(); i++) {
            String step = path.get(i);
            boolean last = i == path.size() - 1;
            boolean taken = inner.containsKey(step);
            if (taken && (last || !(inner.getValue(step) instanceof JsonObject))) {
                throw fault(assignment, "says something else of " + step + " than another one");
            }
            if (last) {
                inner.put(step, value);
            } else {
                if (!taken) {
                    inner.put(step, new JsonObject());
                }
                inner = inner.getJsonObject(step);
            }
        }
    }

    private static List<String> path(String text, String assignment) {
        List<String> path = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            path.add(step.group(1) == null ? step.group(2) : step.group(1));
            if (step.group(3).isEmpty()) {
                return path;
            }
        }
        throw fault(assignment, "does not begin with words and points between them");
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
