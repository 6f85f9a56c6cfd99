package io.raygate;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.SnapshotCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code raygate validate}: says all that is wrong with a configuration file, and changes nothing.
 */
@Command(
        name = "validate",
        description = "Checks a configuration file whole.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file = Path.of("");

    @Option(names = "--strict", description = "Warnings fail too.")
    private boolean strict;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Configuration configuration =
                GatewayParts.ofProcess(terminal.environment()).configuration(file);
        return switch (configuration.read(1)) {
            case SnapshotCompiler.Result.Faulty(var faults) -> {
                print("error", faults);
                yield ExitCode.INVALID_CONFIGURATION;
            }
            case SnapshotCompiler.Result.Compiled compiled ->
                    accepted(compiled.loaded().warnings());
        };
    }

    private int accepted(List<ConfigProblem> warnings) {
        print("warning", warnings);
        if (strict && !warnings.isEmpty()) {
            return ExitCode.INVALID_CONFIGURATION;
        }
        terminal.out().println(file + ": valid");
        return ExitCode.DONE;
    }

    private void print(String kind, List<ConfigProblem> problems) {
        problems.forEach(problem -> terminal.err().println(kind + ": " + problem));
    }
}
