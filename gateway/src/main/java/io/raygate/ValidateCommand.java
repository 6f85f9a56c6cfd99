package io.raygate;

import io.raygate.cli.Comparison;
import io.raygate.cli.ExitCode;
import io.raygate.cli.Output;
import io.raygate.cli.Surroundings;
import io.raygate.config.ConfigProblem;
import io.raygate.config.LoadedConfig;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code raygate validate}: says all that is wrong with a configuration file, what it would change
 * in a running gateway, and changes nothing.
 */
@Command(
        name = "validate",
        description = "Checks a configuration file whole, and holds it against a running gateway.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Comparison comparison = new Comparison();

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
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() {
        GatewayParts parts = GatewayParts.ofProcess(terminal.environment());
        return switch (parts.configuration(file).read(1, CertificateFiles::unreadable)) {
            case Faulty(var faults) -> report(faults, List.of(), null);
            case Compiled compiled -> report(compiled.loaded());
        };
    }

    private int report(LoadedConfig loaded) {
        List<ConfigProblem> warnings = loaded.warnings();
        if (!comparison.isAsked() || !isValid(List.of(), warnings)) {
            return report(List.of(), warnings, null);
        }
        Surroundings around =
                new Surroundings(
                        terminal.environment(),
                        InputStream.nullInputStream(),
                        () -> null,
                        InstantSource.system());
        return comparison.ask(
                spec,
                around,
                new JsonObject(loaded.effective().toJson()),
                changes -> report(List.of(), warnings, changes));
    }

    private boolean isValid(List<ConfigProblem> faults, List<ConfigProblem> warnings) {
        return faults.isEmpty() && !(strict && !warnings.isEmpty());
    }

    private int report(
            List<ConfigProblem> faults, List<ConfigProblem> warnings, @Nullable JsonArray changes) {
        boolean valid = isValid(faults, warnings);
        if (output != Output.TABLE) {
            JsonObject all =
                    new JsonObject()
                            .put("valid", valid)
                            .put("errors", json(faults))
                            .put("warnings", json(warnings));
            if (changes != null) {
                all.put("changes", changes);
            }
            terminal.out().println(output.text(all));
        } else {
            faults.forEach(problem -> terminal.err().println("error: " + problem));
            warnings.forEach(problem -> terminal.err().println("warning: " + problem));
            if (valid) {
                terminal.out().println(file + ": valid");
            }
            if (changes != null) {
                comparison.print(
                        new PrintWriter(terminal.out(), true, terminal.out().charset()), changes);
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
