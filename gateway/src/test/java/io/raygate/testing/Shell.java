package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs shell text as a reader of the documentation would paste it: at the top of the checkout, with
 * the Python client's environment first on the path, and with what is built already.
 */
public final class Shell {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
    private static final long LIMIT_SECONDS = 300;

    private Shell() {}

    /**
     * What a finished text did.
     *
     * @param output both streams, in order
     */
    public record Result(int exit, String output) {}

    /** Runs text to its end; what takes longer than five minutes is ended and an error. */
    public static Result run(String text) {
        return run(text, ROOT);
    }

    /** The same in a folder. */
    public static Result run(String text, Path folder) {
        try {
            Path output = Files.createTempFile("shell", ".log");
            Process process = start(text, folder, output);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(
                        "not done after " + LIMIT_SECONDS + " s: " + text + "\n" + read(output));
            }
            String said = read(output);
            Files.delete(output);
            return new Result(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a shell ran", e);
        }
    }

    /** Starts text whose output goes to a file. */
    static Process start(String text, Path folder, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", text)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        Path python = Python.with("requirements.txt").folder().resolve("bin");
        environment.merge("PATH", "", (path, none) -> python + ":" + path);
        environment.put("RAYGATE_BUILD", "no");
        return builder.start();
    }

    static Path root() {
        return ROOT;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
