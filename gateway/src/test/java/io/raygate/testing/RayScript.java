package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One running script of {@code loadtest/ray}, with its output in a file so that nothing blocks on a
 * pipe that nobody reads.
 */
final class RayScript {
    private static final Path SCRIPTS =
            Path.of(System.getProperty("basedir", "."), "..", "loadtest", "ray").normalize();

    private final Process process;
    private final Path output;

    private RayScript(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a script; the clusters it starts keep their files below {@code folder} and end with
     * this JVM.
     */
    static RayScript start(Path folder, String name, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, name, ".log");
            List<String> command =
                    Stream.concat(
                                    Stream.of("bash", SCRIPTS.resolve(name).toString()),
                                    Stream.of(arguments))
                            .toList();
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment()
                    .putAll(
                            Map.of(
                                    "RAYGATE_RAY_DIR", folder.toString(),
                                    "RAYGATE_RAY_OWNER",
                                            Long.toString(ProcessHandle.current().pid())));
            return new RayScript(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end and returns the last line of the output; a failed script is an error. */
    String lastLine() {
        int exit = exit();
        List<String> lines = lines();
        if (exit != 0) {
            throw new IllegalStateException(
                    "Real Ray is part of these tests and did not start (-DskipRay leaves them out):\n"
                            + String.join("\n", lines));
        }
        return lines.getLast();
    }

    private int exit() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a script of real Ray ran", e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
