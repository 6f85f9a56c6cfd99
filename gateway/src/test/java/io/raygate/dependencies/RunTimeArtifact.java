package io.raygate.dependencies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A library that the product is shipped with, as the build lists them. */
record RunTimeArtifact(String group, String name, String version) {
    private static final Path LIST =
            Path.of(System.getProperty("basedir", "."), "target", "run-time-artifacts.txt");
    private static final Pattern LINE =
            Pattern.compile(" +([^: ]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime).*");

    static List<RunTimeArtifact> all() {
        try (var lines = Files.lines(LIST)) {
            return lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(m -> new RunTimeArtifact(m.group(1), m.group(2), m.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
