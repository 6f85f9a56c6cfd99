package io.raygate;

import io.raygate.cli.CommandFailure;
import io.raygate.cli.ExitCode;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads a configuration file for a command, which fails where it is not valid. */
record ValidConfiguration(Terminal terminal) implements Function<Path, Compiled> {

    @Override
    public Compiled apply(Path file) {
        GatewayParts parts = GatewayParts.ofProcess(terminal.environment());
        return switch (parts.configuration(file).read(1, CertificateFiles::unreadable)) {
            case Faulty(var faults) ->
                    throw new CommandFailure(
                            ExitCode.INVALID_CONFIGURATION,
                            file + " is not valid: " + faults.getFirst());
            case Compiled compiled -> compiled;
        };
    }
}
