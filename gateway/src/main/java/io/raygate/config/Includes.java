package io.raygate.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that a configuration includes: names, or a wildcard in the last part of a name.
 */
final class Includes {
    private static final int MAX_FILES = 1_000;

    private Includes() {}

    /** In the order of the list, a wildcard's files by name. */
    static List<Path> of(YamlNode.Entries main, Path file, Reading reading) {
        List<Path> found = new ArrayList<>();
        for (YamlNode.Entry entry : main.entries()) {
            if (entry.key().equals("include")
                    && entry.value() instanceof YamlNode.Items(List<YamlNode> items, var ignored)) {
                items.forEach(item -> find(item, file, found, reading));
            }
        }
        return found;
    }

    private static void find(YamlNode item, Path main, List<Path> found, Reading reading) {
        // What is wrong with the value itself is said when the key is read.
        String pattern = ScalarForm.read(reading.silent(), "include", item, Texts.PATH);
        if (pattern == null) {
            return;
        }
        try {
            List<Path> files =
                    isWildcard(pattern)
                            ? matching(pattern, main)
                            : List.of(main.resolveSibling(pattern));
            if (files.isEmpty()) {
                reading.warn(item.position(), "include", Quoted.of(pattern) + " finds no file", "");
            }
            files.forEach(it -> add(it, item, found, reading));
        } catch (IOException | DirectoryIteratorException unreadable) {
            reading.fault(
                    item.position(),
                    "include",
                    "the folder of " + Quoted.of(pattern) + " cannot be read",
                    "");
        } catch (PatternSyntaxException | InvalidPathException malformed) {
            reading.fault(
                    item.position(),
                    "include",
                    Quoted.of(pattern) + " is not a pattern",
                    "allowed: dir/*.yaml");
        }
    }

    private static void add(Path file, YamlNode item, List<Path> found, Reading reading) {
        if (found.contains(file)) {
            reading.fault(
                    item.position(),
                    "include",
                    Quoted.of(file.toString()) + " is included twice",
                    "");
        } else if (found.size() == MAX_FILES) {
            reading.fault(
                    item.position(), "include", "finds too many files", "allowed: " + MAX_FILES);
        } else {
            found.add(file);
        }
    }

    private static boolean isWildcard(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** Hidden files stay out, as in a shell: editors keep their copies there. */
    private static List<Path> matching(String pattern, Path main) throws IOException {
        int slash = pattern.lastIndexOf('/') + 1;
        Path folder = main.resolveSibling(pattern.substring(0, slash));
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(
                        folder.toString().isEmpty() ? Path.of(".") : folder,
                        pattern.substring(slash))) {
            for (Path file : all) {
                if (!file.getFileName().toString().startsWith(".") && !Files.isDirectory(file)) {
                    files.add(folder.resolve(file.getFileName()));
                }
            }
        }
        return files.stream().sorted().limit(MAX_FILES + 1L).toList();
    }
}
