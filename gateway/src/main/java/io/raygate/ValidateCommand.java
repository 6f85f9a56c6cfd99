package io.raygate;

import io.raygate.cli.ExitCode;
import io.raygate.cli.Output;
import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() {
        GatewayParts parts = GatewayParts.ofProcess(terminal.environment());
        return switch (parts.configuration(file).read(1, CertificateFiles::unreadable)) {
            case Faulty(var faults) -> report(faults, List.of());
            case Compiled compiled -> report(List.of(), compiled.loaded().warnings());
        };
    }

    private int report(List<ConfigProblem> faults, List<ConfigProblem> warnings) {
        boolean valid = faults.isEmpty() && !(strict && !warnings.isEmpty());
        if (output == Output.JSON) {
            JsonObject all =
                    new JsonObject()
                            .put("valid", valid)
                            .put("errors", json(faults))
                            .put("warnings", json(warnings));
            terminal.out().println(all.encodePrettily());
        } else {
            faults.forEach(problem -> terminal.err().println("error: " + problem));
            warnings.forEach(problem -> terminal.err().println("warning: " + problem));
            if (valid) {
                terminal.out().println(file + ": valid");
            }
        }
        return valid ? ExitCode.DONE : ExitCode.INVALID_CONFIGURATION;
    }

    private static JsonArray json(List<ConfigProblem> problems) {
        JsonArray all = new JsonArray();
        for (ConfigProblem problem : problems) {
            all.add(
                    new JsonObject()
                            .put("file", problem.position().file().toString())
                            .put("line", problem.position().line())
                            .put("column", problem.position().column())
                            .put("path", problem.path())
                            .put("message", problem.message())
                            .put("allowed", problem.allowed()));
        }
        return all;
    }
}
