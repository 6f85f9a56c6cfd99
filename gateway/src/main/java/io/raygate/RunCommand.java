package io.raygate;

import io.raygate.auth.jwt.NativeProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code raygate run}: serves until it is told to end. */
@Command(
        name = "run",
        description = "Serves with a configuration file.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            defaultValue = "${RAYGATE_CONFIG}",
            paramLabel = "FILE",
            description = "The configuration file; default: the variable RAYGATE_CONFIG.")
    private @Nullable Path config;

    @Option(names = "--train", hidden = true)
    private boolean training;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (training) {
            return Training.run(terminal);
        }
        if (config == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--config=FILE'");
        }
        return serve(config, terminal);
    }

    /** Serves until the process is told to end, and returns its exit code; blocking. */
    static int serve(Path config, Terminal terminal) throws InterruptedException, IOException {
        NativeProvider.preload();
        CountDownLatch end = Signals.endOfProcess();
        return new Serving(config, terminal).serve(end::await);
    }
}
