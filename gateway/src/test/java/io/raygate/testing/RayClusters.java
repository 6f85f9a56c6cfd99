package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two real Ray Serve clusters beside each other: {@code stable} with every application, {@code
 * canary} with the two that a split needs.
 *
 * @param folder where both keep their files; gone after {@link #close}
 * @param stable version v1, profile full
 * @param canary version v2, profile small
 */
public record RayClusters(Path folder, RayCluster stable, RayCluster canary)
        implements AutoCloseable {

    /**
     * Starts both on free ports and waits until their applications run: 25 to 60 s, the first time
     * a minute more for the virtual environment. They end with this JVM even if it is killed.
     *
     * @throws IllegalStateException where Python is missing or a cluster did not start, with the
     *     output of the script
     */
    static RayClusters start() {
        Path folder = shortFolder();
        try {
            RayScript.start(folder, "venv.sh").lastLine();
            RayScript stable = RayScript.start(folder, "start.sh", "stable", "0", "v1", "full");
            RayScript canary = RayScript.start(folder, "start.sh", "canary", "0", "v2", "small");
            return new RayClusters(folder, cluster(folder, stable), cluster(folder, canary));
        } catch (IllegalStateException e) {
            stop(folder);
            throw e;
        }
    }

    @Override
    public void close() {
        stop(folder);
    }

    private static void stop(Path folder) {
        for (String name : List.of("stable", "canary")) {
            RayScript.start(folder, "stop.sh", name).lastLine();
        }
        delete(folder);
    }

    /** The scripts end with a line of name and base port. */
    private static RayCluster cluster(Path folder, RayScript script) {
        String line = script.lastLine();
        int space = line.indexOf(' ');
        int port = Integer.parseInt(line.substring(space + 1));
        return new RayCluster(line.substring(0, space), port, folder);
    }

    /**
     * Ray makes Unix sockets below it, whose paths may have 107 bytes: the build folder is too
     * deep.
     */
    private static Path shortFolder() {
        try {
            return Files.createTempDirectory(Path.of("/tmp"), "rg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
