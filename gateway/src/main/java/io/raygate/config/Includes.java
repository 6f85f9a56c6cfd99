package io.raygate.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that a configuration includes: names, or a wildcard in the last part of a name.
 */
final class Includes {
    private static final int MAX_FILES = 1_000;

    private final Path main;
    private final Reading reading;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    private Includes(Path main, Reading reading) {
        this.main = main;
        this.reading = reading;
    }

    static Includes of(YamlNode.Entries document, Path main, Reading reading) {
        Includes includes = new Includes(main, reading);
        for (YamlNode.Entry entry : document.entries()) {
            if (entry.key().equals("include")
                    && entry.value() instanceof YamlNode.Items(List<YamlNode> items, var ignored)) {
                items.forEach(includes::find);
            }
        }
        return includes;
    }

    /** In the order of the list, a wildcard's files by name. */
    List<Path> files() {
        return files;
    }

    /** Where wildcards looked: a new file there changes the configuration too. */
    List<Path> folders() {
        return folders;
    }

    private void find(YamlNode item) {
        // What is wrong with the value itself is said when the key is read.
        String pattern = ScalarForm.read(reading.silent(), "include", item, Texts.PATH);
        if (pattern == null) {
            return;
        }
        String shown = Quoted.of(pattern);
        try {
            List<Path> found =
                    isWildcard(pattern) ? matching(pattern) : List.of(main.resolveSibling(pattern));
            if (found.isEmpty()) {
                reading.warn(item.position(), "include", shown + " finds no file", "");
            }
            found.forEach(file -> add(file, item));
        } catch (IOException | DirectoryIteratorException unreadable) {
            fault(item, "the folder of " + shown + " cannot be read", "");
        } catch (PatternSyntaxException malformed) {
            fault(item, shown + " is not a pattern", "allowed: dir/*.yaml");
        }
    }

    private void add(Path file, YamlNode item) {
        if (files.contains(file) || file.equals(main)) {
            fault(item, Quoted.of(file.toString()) + " is included twice", "");
        } else if (files.size() == MAX_FILES) {
            fault(item, "finds too many files", "allowed: " + MAX_FILES);
        } else {
            files.add(file);
        }
    }

    private void fault(YamlNode item, String message, String allowed) {
        reading.fault(item.position(), "include", message, allowed);
    }

    private static boolean isWildcard(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /**
     * Without the main file, and without hidden ones, as in a shell: editors keep their copies
     * there.
     */
    private List<Path> matching(String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/') + 1;
        Path named = main.resolveSibling(pattern.substring(0, slash));
        Path folder = named.toString().isEmpty() ? Path.of(".") : named;
        folders.add(folder);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder, pattern.substring(slash))) {
            for (Path entry : all) {
                Path file = named.resolve(entry.getFileName());
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden && !file.equals(main) && !Files.isDirectory(entry)) {
                    found.add(file);
                }
            }
        }
        return found.stream().sorted().limit(MAX_FILES + 1L).toList();
    }
}
