package io.raygate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code raygate run}: serves until it is told to end. */
@Command(
        name = "run",
        description = "Serves with a configuration file.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--config",
            required = true,
            defaultValue = "${RAYGATE_CONFIG}",
            paramLabel = "FILE",
            description = "The configuration file; default: the variable RAYGATE_CONFIG.")
    private Path file = Path.of("");

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        CountDownLatch end = Signals.endOfProcess();
        return new Serving(file, terminal).serve(end::await);
    }
}
