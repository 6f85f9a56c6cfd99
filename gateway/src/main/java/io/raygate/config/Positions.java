package io.raygate.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where each key of a configuration stands, by its path, for example {@code routes.chat.auth[0]}.
 *
 * @param start of the main file, for what stands nowhere
 */
public record Positions(Map<String, Position> known, Position start) {

    /** The place of a key, or of the nearest one around it that is written. */
    public Position of(String path) {
        String around = path;
        while (!around.isEmpty()) {
            Position position = known.get(around);
            if (position != null) {
                return position;
            }
            int cut = Math.max(around.lastIndexOf('.'), around.lastIndexOf('['));
            around = cut < 0 ? "" : around.substring(0, cut);
        }
        return start;
    }

    /** The main file first, then by name; inside a file from top to bottom. */
    public List<ConfigProblem> inOrder(Collection<ConfigProblem> problems) {
        Path main = start.file();
        return problems.stream()
                .sorted(
                        Comparator.comparing(
                                        (ConfigProblem it) -> !it.position().file().equals(main))
                                .thenComparing(it -> it.position().file())
                                .thenComparingInt(it -> it.position().line())
                                .thenComparingInt(it -> it.position().column()))
                .toList();
    }
}
