package io.raygate;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Peppers;
import io.raygate.cli.CommandFailure;
import io.raygate.cli.Confirmation;
import io.raygate.cli.ExitCode;
import io.raygate.cli.Surroundings;
import io.raygate.config.StateConfig;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.Contents;
import io.raygate.store.Restored;
import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate restore}: makes a store what a backup says, whether gateways run or not. */
@Command(
        name = "restore",
        description =
                "Puts a backup into the store that a configuration names, whole or not at all. Asks no gateway: run it as the gateway's user, with its peppers in place.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private final Surroundings around;
    private final Function<Path, Compiled> configurations;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "What backup save has written.")
    private Path file = Path.of("");

    @Option(
            names = "--config",
            required = true,
            defaultValue = "${RAYGATE_CONFIG}",
            paramLabel = "FILE",
            description = "The gateway's configuration file; default: the variable RAYGATE_CONFIG.")
    private Path config = Path.of("");

    @Option(names = "--replace", description = "What the store holds now may be lost.")
    private boolean replace;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    /**
     * @param configurations reads a configuration file; throws a {@link CommandFailure} where it is
     *     not valid
     */
    RestoreCommand(Surroundings around, Function<Path, Compiled> configurations) {
        this.around = around;
        this.configurations = configurations;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Restored.Done done = restore(configurations.apply(config));
            err.println("Restored " + done.rows() + " rows, as they were at " + done.at() + ".");
            return ExitCode.DONE;
        } catch (CommandFailure failure) {
            err.println(failure.line());
            return failure.exitCode();
        } catch (StartFailure | StoreUnavailable failure) {
            err.println("raygate: nothing was restored: " + failure.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Restored.Done restore(Compiled compiled) throws StartFailure {
        StateConfig state = compiled.loaded().config().state();
        if (state == null) {
            throw failed(config + " has no state.folder: there is no store to restore");
        }
        StorePlace place = StorePlace.open(compiled.loaded().config(), state, around.environment());
        Peppers peppers =
                CheckedPeppers.given(compiled, place.folder())
                        .orElseThrow(
                                () ->
                                        failed(
                                                "neither auth.apiKeys.peppers nor "
                                                        + place.folder().path()
                                                        + " gives a pepper: put back the copy of the one that the backup's keys were made with"));
        GatewayParts parts = GatewayParts.ofProcess(around.environment());
        Store.Parts with =
                new Store.Parts(
                        parts.wall(),
                        new KeyGenerator(parts.random()),
                        () -> peppers,
                        new DeclaredTenants(() -> compiled),
                        new DeclaredLimits(() -> compiled),
                        new DeclaredKeyHashes(() -> compiled));
        try (InputStream backup = Files.newInputStream(file);
                Store store = Store.of(place.settings(), with)) {
            store.prepare();
            return restore(store, backup);
        } catch (IOException e) {
            throw failed(file + " cannot be read: " + e.getMessage());
        }
    }

    private Restored.Done restore(Store store, InputStream backup) {
        Contents held = store.contents();
        if (replace && !held.isEmpty() && !yes) {
            new Confirmation(around).of("Replacing " + held + " of the store");
        }
        return switch (store.restore(backup, replace)) {
            case Restored.Done done -> done;
            case Restored.Occupied(var by) ->
                    throw new CommandFailure(
                            ExitCode.CONFLICT,
                            "the store holds "
                                    + by
                                    + ": restore into an empty one, or give all that up with --replace");
            case Restored.Unfit(var fault) ->
                    throw failed(file + " was not restored and nothing is changed: " + fault);
        };
    }

    private static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }
}
