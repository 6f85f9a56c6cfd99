package io.raygate.config;

import io.raygate.config.YamlNode.Entries;
import io.raygate.config.YamlNode.Entry;
import io.raygate.config.YamlNode.Items;
import io.raygate.config.YamlNode.Scalar;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a set of limits that stands as JSON elsewhere than in the file: the words of {@code
 * limits.<id>}, by their very reader, so that what one knows the other does.
 */
public final class LimitWords {
    private static final Path NOWHERE = Path.of("");

    private final List<Place> places = new ArrayList<>();

    /** What was read. */
    public sealed interface Result {
        record Good(LimitConfig set) implements Result {}

        record Bad(List<Fault> faults) implements Result {}
    }

    /**
     * What is wrong.
     *
     * @param pointer RFC 6901, from the set on
     * @param detail what is wrong and what would do
     */
    public record Fault(String pointer, String detail) {}

    /** A value, as a pointer and as faults of the file name it; a line for each stands for it. */
    private record Place(String pointer, String path) {}

    private LimitWords() {}

    /** The set, or all that is wrong with its words. Variables of the environment are not read. */
    public static Result read(JsonObject words) {
        return new LimitWords().readAll(words);
    }

    private Result readAll(JsonObject words) {
        Reading reading = new Reading(NOWHERE, variable -> null);
        Entries root = entries(words, place("", ""));
        LimitConfig set = Section.read(reading, root, new HashMap<>(), LimitConfig::read);
        return reading.hasFaults()
                ? new Result.Bad(reading.problems().faults().stream().map(this::fault).toList())
                : new Result.Good(set);
    }

    private Fault fault(ConfigProblem problem) {
        String detail =
                problem.allowed().isEmpty()
                        ? problem.message()
                        : problem.message() + ", " + problem.allowed();
        return new Fault(pointer(problem), detail);
    }

    /** A member that is missing is placed at the object that lacks it. */
    private String pointer(ConfigProblem problem) {
        Place place = places.get(problem.position().line());
        String within = place.path().isEmpty() ? "" : place.path() + ".";
        boolean lacks = !problem.path().equals(place.path()) && problem.path().startsWith(within);
        return lacks
                ? place.pointer() + "/" + problem.path().substring(within.length())
                : place.pointer();
    }

    private Position place(String pointer, String path) {
        places.add(new Place(pointer, path));
        return new Position(NOWHERE, places.size() - 1, 1);
    }

    private YamlNode node(@Nullable Object value, Position at) {
        return switch (value) {
            case null -> new Scalar("null", true, at);
            case String text -> new Scalar(text, false, at);
            case JsonObject object -> entries(object, at);
            case JsonArray array -> items(array, at);
            default -> new Scalar(value.toString(), true, at);
        };
    }

    private Entries entries(JsonObject object, Position at) {
        Place around = places.get(at.line());
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Object> member : object) {
            String name = member.getKey();
            Position place = place(around.pointer() + step(name), Quoted.path(around.path(), name));
            entries.add(new Entry(name, place, node(member.getValue(), place)));
        }
        return new Entries(List.copyOf(entries), at);
    }

    private Items items(JsonArray array, Position at) {
        Place around = places.get(at.line());
        List<YamlNode> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Position place = place(around.pointer() + "/" + i, around.path() + "[" + i + "]");
            items.add(node(array.getValue(i), place));
        }
        return new Items(List.copyOf(items), at);
    }

    private static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
