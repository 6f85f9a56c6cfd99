package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Python virtual environment with pinned packages, for the clients that users have.
 *
 * @param folder of the environment, shared by all runs
 */
public record Python(Path folder) {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path SOURCES = BASE.resolve("src/test/python");

    /** The environment that real Ray runs in; made first where it is missing. */
    public static Python withRay() {
        return made();
    }

    /** One with the packages of a file in {@code src/test/python}. */
    public static Python with(String requirements) {
        return made(SOURCES.resolve(requirements).toString());
    }

    /**
     * Runs a file of {@code src/test/python} to its end and returns the lines it printed.
     *
     * @throws IllegalStateException where it failed, with its output
     */
    public List<String> run(String file, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("bin/python").toString());
        command.add(SOURCES.resolve(file).toString());
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(file + " failed:\n" + output);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + file + " ran", e);
        }
    }

    private static Python made(String... requirements) {
        try {
            Path logs = Files.createDirectories(BASE.resolve("target"));
            return new Python(Path.of(RayScript.start(logs, "venv.sh", requirements).lastLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
