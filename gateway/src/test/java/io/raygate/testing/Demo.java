package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * {@code ./raygate demo} as a process, with its screen.
 *
 * @param port of the gateway
 * @param screen what it has printed
 */
public record Demo(Process process, int port, Path screen) implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(5);

    /** A build in the background of a script hands down that INT is ignored. */
    private static final String HEARING_CTRL_C =
            "python3 -c 'import os, signal, sys;"
                    + " signal.signal(signal.SIGINT, signal.SIG_DFL);"
                    + " os.execvp(sys.argv[1], sys.argv[1:])'";

    /** Starts it on free ports and returns when the screen is complete. */
    public static Demo start(String options) {
        return start(options, Path.of("/tmp"));
    }

    /** The same with a temporary folder of its own, outside its work folder. */
    public static Demo start(String options, Path temporary) {
        List<Integer> ports = FreePorts.pick(3);
        int port = ports.getFirst();
        try {
            Path screen = Files.createTempFile("demo", ".txt");
            String flags =
                    "--port %d --ops-port %d --admin-port %d"
                            .formatted(port, ports.get(1), ports.get(2));
            String command =
                    "RAYGATE_JAVA_OPTS=-Djava.io.tmpdir=%s exec %s ./raygate demo %s %s"
                            .formatted(temporary, HEARING_CTRL_C, options, flags);
            Process process = Shell.start(command, Shell.root(), screen);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            Demo demo = new Demo(process, port, screen);
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> !process.isAlive() || demo.pasteLines("python3").size() == 1);
            if (demo.pasteLines("python3").isEmpty()) { // it may also be over by now
                throw new IllegalStateException("the demo ended:\n" + demo.text());
            }
            return demo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines to paste that begin with a command. */
    public List<String> pasteLines(String command) {
        return text().lines().filter(line -> line.startsWith(command + " ")).toList();
    }

    /** Where it keeps its files while it runs, as its screen says. */
    public Path workFolder() {
        String log =
                text().lines()
                        .filter(line -> line.contains("access.log"))
                        .findFirst()
                        .orElseThrow();
        return Path.of(log.substring(log.indexOf('/'), log.lastIndexOf('/')));
    }

    /** Everything on the screen. */
    public String text() {
        return Shell.read(screen);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end("TERM");
        }
    }

    /** Waits until it ends by itself and returns the exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the demo does not end:\n" + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo ended", e);
        }
    }

    /** Sends a signal, for example INT as Ctrl-C does, and waits for the exit code. */
    public int end(String signal) {
        Shell.run("kill -" + signal + " " + process.pid());
        return awaitEnd();
    }
}
