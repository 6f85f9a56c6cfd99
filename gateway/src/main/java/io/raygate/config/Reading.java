package io.raygate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one load has found so far: faults, warnings and the place of each key. Not shared between
 * threads.
 */
final class Reading {
    /** A file with more is not worth reading to its end. */
    static final int MAX_PROBLEMS = 200;

    private static final int MAX_LISTED = 30;

    private final Function<String, @Nullable String> environment;
    private final List<ConfigProblem> faults = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();
    private final Map<String, Position> known = new HashMap<>();
    private final Positions positions;

    Reading(Path file, Function<String, @Nullable String> environment) {
        this.environment = environment;
        this.positions = new Positions(known, new Position(file, 1, 1));
    }

    @Nullable String environment(String name) {
        return environment.apply(name);
    }

    void place(String path, Position position) {
        known.put(path, position);
    }

    void fault(Position position, String path, String message, String allowed) {
        if (faults.size() < MAX_PROBLEMS) {
            faults.add(new ConfigProblem(position, path, message, allowed));
        }
    }

    void fault(String path, String message, String allowed) {
        fault(positions.of(path), path, message, allowed);
    }

    void warn(String path, String message, String advice) {
        warn(positions.of(path), path, message, advice);
    }

    void warn(Position position, String path, String message, String advice) {
        if (warnings.size() < MAX_PROBLEMS) {
            warnings.add(new ConfigProblem(position, path, message, advice));
        }
    }

    /** A reference to something that is not there. */
    void dangling(String path, String kind, String id, Collection<String> known) {
        if (!id.isEmpty()) {
            String message =
                    "there is no " + kind + " " + Quoted.of(id) + NearestName.hint(id, known);
            fault(path, message, known.isEmpty() ? "there are none" : "allowed: " + listed(known));
        }
    }

    private static String listed(Collection<String> names) {
        String some = names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return names.size() > MAX_LISTED ? some + ", and more" : some;
    }

    /** The same environment, for a look whose faults another look reports. */
    Reading silent() {
        return new Reading(positions.start().file(), environment);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    Positions positions() {
        return new Positions(Map.copyOf(known), positions.start());
    }

    ConfigProblems problems() {
        return new ConfigProblems(positions.inOrder(faults), warnings());
    }

    List<ConfigProblem> warnings() {
        return positions.inOrder(warnings);
    }
}
