package io.raygate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Reads one YAML document into nodes. It works on the parser's events, not on the library's own
 * nodes, since composing those recurses as deep as a hostile file says and unfolds aliases unseen.
 */
final class YamlReader {
    /** Deeper than any configuration goes. */
    static final int MAX_DEPTH = 32;

    /** Values, keys and collections, aliases counted as often as they are used. */
    static final int MAX_NODES = 200_000;

    private final Path file;
    private final Reading reading;
    private final Iterator<Event> events;
    private final Map<Anchor, Built> anchors = new HashMap<>();
    private Position last;
    private String here = "";
    private int nodes;

    /** A node with its number of levels and of nodes. */
    private record Built(YamlNode node, int height, int size) {}

    /** Reading cannot go on; the fault is already noted. Never leaves this class. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }

    private YamlReader(Path file, String text, Reading reading) {
        this.file = file;
        this.reading = reading;
        this.last = new Position(file, 1, 1);
        // In one piece: the library copies all it holds for each further one, which a long line
        // makes quadratic.
        LoadSettings settings = LoadSettings.builder().setBufferSize(text.length() + 1).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The document's mapping, or null and a fault. */
    static YamlNode.@Nullable Entries read(Path file, String text, Reading reading) {
        YamlReader reader = new YamlReader(file, text, reading);
        try {
            return reader.document();
        } catch (Stop stop) {
            return null;
        } catch (MarkedYamlEngineException broken) {
            Position at = broken.getProblemMark().map(reader::position).orElse(reader.last);
            boolean tab = broken.getProblem().contains("(TAB)");
            reading.fault(
                    at,
                    "",
                    "is not YAML: "
                            + (tab
                                    ? "a tab stands where only blanks may"
                                    : Quoted.plain(broken.getProblem())),
                    "");
            return null;
        } catch (RuntimeException broken) {
            // The parser has more ways to fail than its exceptions say, numbers in directives for
            // one.
            reading.fault(reader.last, "", "is not YAML after this place", "");
            return null;
        }
    }

    private YamlNode.@Nullable Entries document() {
        next();
        Event first = next();
        if (!(first instanceof DocumentStartEvent)) {
            throw stop("the file is empty", "allowed: a mapping that starts with version: 1");
        }
        YamlNode root = node(next(), 1, "").node();
        here = "";
        next();
        if (next() instanceof DocumentStartEvent) {
            throw stop("a second document begins", "allowed: one document a file");
        }
        if (root instanceof YamlNode.Entries entries) {
            return entries;
        }
        reading.fault(
                root.position(),
                "",
                "the document is not a mapping",
                "allowed: keys such as version: 1");
        return null;
    }

    private Event next() {
        Event event = events.next();
        last = event.getStartMark().map(this::position).orElse(last);
        return event;
    }

    private Built node(Event event, int depth, String path) {
        int before = nodes;
        here = path;
        count(1);
        if (depth > MAX_DEPTH) {
            throw stop("is nested too deep", "allowed: " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        refuseTag(event);
        Position at = last;
        Collected parts = new Collected();
        YamlNode node =
                switch (event) {
                    case ScalarEvent scalar ->
                            new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), at);
                    case SequenceStartEvent ignored -> items(parts, at, depth, path);
                    case MappingStartEvent ignored -> entries(parts, at, depth, path);
                    default -> throw stop("a value is expected here", "");
                };
        Built built = new Built(node, parts.height + 1, nodes - before);
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, built));
        return built;
    }

    /** How high the highest part of a collection is. */
    private static final class Collected {
        private int height;

        YamlNode add(Built built) {
            height = Math.max(height, built.height);
            return built.node;
        }
    }

    private Built alias(AliasEvent alias, int depth) {
        Built known = anchors.get(alias.getAlias());
        if (known == null) {
            throw stop("names an anchor that does not stand before it", "");
        }
        if (depth + known.height - 1 > MAX_DEPTH) {
            throw stop("is nested too deep", "allowed: " + MAX_DEPTH + " levels");
        }
        count(known.size);
        return known;
    }

    private YamlNode items(Collected parts, Position at, int depth, String path) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(parts.add(node(event, depth + 1, path + "[" + items.size() + "]")));
        }
        return new YamlNode.Items(List.copyOf(items), at);
    }

    private YamlNode entries(Collected parts, Position at, int depth, String path) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Position keyAt = last;
            YamlNode key = parts.add(node(event, depth + 1, path));
            String name =
                    key instanceof YamlNode.Scalar(String text, var plain, var place) ? text : "";
            String keyPath = Quoted.path(path, name);
            YamlNode value = parts.add(node(next(), depth + 1, keyPath));
            if (name.isEmpty()) {
                reading.fault(
                        keyAt, path, "a key is not a name", "allowed: a word before the colon");
            } else if (keys.add(name)) {
                entries.add(new YamlNode.Entry(name, keyAt, value));
            } else {
                reading.fault(keyAt, keyPath, "stands here twice", "");
            }
        }
        return new YamlNode.Entries(List.copyOf(entries), at);
    }

    private void refuseTag(Event event) {
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> Optional.empty();
                };
        if (tag.isPresent()) {
            throw stop("has a YAML tag", "allowed: values without tags");
        }
    }

    private void count(int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw stop("is too large", "allowed: " + MAX_NODES + " values, aliases unfolded");
        }
    }

    private Stop stop(String message, String allowed) {
        reading.fault(last, here, message, allowed);
        return new Stop();
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
