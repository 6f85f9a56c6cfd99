package io.raygate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The two Ray Serve clusters behind a demo, as child processes that end with it: simulated ones, or
 * real ones.
 */
final class DemoClusters implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final Path folder;
    private final List<Process> simulated = new ArrayList<>();
    private final List<String> real = new ArrayList<>();
    private final Path loadtest;

    /**
     * @param loadtest the folder of that name, from the launcher
     * @param folder where the children may write
     */
    DemoClusters(Path loadtest, Path folder) {
        this.loadtest = loadtest;
        this.folder = folder;
    }

    /** Starts one simulated cluster and returns its port, once it answers. */
    int simulate(String name, String version) throws IOException {
        Path target = loadtest.resolve("target");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + folder,
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        target.resolve("raygate-loadtest.jar") + ":" + target.resolve("lib") + "/*",
                        "io.raygate.loadtest.Main",
                        "serve",
                        "--name",
                        name,
                        "--version",
                        version,
                        "--end-with-parent");
        Process process = builder.redirectError(folder.resolve(name + ".log").toFile()).start();
        simulated.add(process);
        return port(name, reader(process).readLine(), "http=");
    }

    /**
     * Starts one real cluster by the project's script and returns its port, once its applications
     * run.
     */
    int startReal(String name, String version) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "bash",
                        loadtest.resolve("ray").resolve("start.sh").toString(),
                        name,
                        "0",
                        version,
                        "small");
        builder.environment().put("RAYGATE_RAY_DIR", folder.toString());
        builder.environment()
                .put("RAYGATE_RAY_OWNER", Long.toString(ProcessHandle.current().pid()));
        real.add(name);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String last = reader(process).lines().reduce("", (before, line) -> line);
        if (process.waitFor() != 0) {
            throw new IOException("the real Ray cluster " + name + " did not start");
        }
        return port(name, last, name + " ");
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private int port(String name, @Nullable String line, String before) throws IOException {
        int at = line == null ? -1 : line.indexOf(before);
        if (line == null || at < 0) {
            throw new IOException(
                    "the cluster " + name + " did not start: see " + folder.resolve(name + ".log"));
        }
        int begin = at + before.length();
        int end = line.indexOf(' ', begin);
        return Integer.parseInt(line.substring(begin, end < 0 ? line.length() : end));
    }

    /** Ends what was started; waits for it. */
    @Override
    public void close() {
        for (Process process : simulated) {
            process.destroy();
        }
        try {
            for (Process process : simulated) {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            for (String name : real) {
                stopReal(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopReal(String name) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "bash", loadtest.resolve("ray").resolve("stop.sh").toString(), name);
        builder.environment().put("RAYGATE_RAY_DIR", folder.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + "-stop.log").toFile());
        builder.start().waitFor();
    }
}
