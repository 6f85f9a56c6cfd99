package io.raygate;

import io.raygate.auth.FailureRates;
import io.raygate.auth.Throttle;
import io.raygate.auth.jwt.NativeProvider;
import io.raygate.auth.jwt.Signatures;
import io.raygate.auth.jwt.Surroundings;
import io.raygate.config.ConfigLoader;
import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.SnapshotCompiler;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.raygate.upstream.ClusterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * A configuration file from reading to the end of serving: what {@code run} and {@code demo} share.
 */
final class Serving {
    private final Terminal terminal;
    private final Clocks clocks;
    private final ClusterRegistry registry;
    private final Configuration configuration;

    /** What is done while the gateway serves; the gateway ends with it. */
    interface WhileServing {
        void run() throws InterruptedException, IOException;
    }

    private Serving(Path file, Terminal terminal) {
        this.terminal = terminal;
        this.clocks = Clocks.system();
        this.registry = new ClusterRegistry(clocks.nanos());
        this.configuration = Serving.configuration(file, terminal, clocks, registry);
    }

    static Serving of(Path file, Terminal terminal) {
        return new Serving(file, terminal);
    }

    static Configuration configuration(
            Path file, Terminal terminal, Clocks clocks, ClusterRegistry registry) {
        Throttle throttle = new Throttle(FailureRates.STANDARD, clocks.nanos());
        Surroundings surroundings =
                new Surroundings(
                        new Signatures(NativeProvider.load()),
                        clocks.wall(),
                        clocks.nanos(),
                        throttle,
                        Workers.forSignatures());
        SnapshotCompiler compiler =
                new SnapshotCompiler(terminal.environment(), surroundings, registry);
        return new Configuration(file, new ConfigLoader(terminal.environment()), compiler);
    }

    /** Serves until {@code meanwhile} returns; blocking. */
    int serve(WhileServing meanwhile) throws InterruptedException, IOException {
        return switch (configuration.read(1)) {
            case Faulty(var faults) -> refuse(faults);
            case Compiled compiled -> serve(compiled, meanwhile);
        };
    }

    private int refuse(List<ConfigProblem> faults) {
        faults.forEach(fault -> terminal.err().println(fault));
        return ExitCode.INVALID_CONFIGURATION;
    }

    private int serve(Compiled compiled, WhileServing meanwhile)
            throws InterruptedException, IOException {
        Gateway.Parts parts =
                new Gateway.Parts(
                        clocks,
                        new SecureRandom(),
                        registry,
                        Runtime.getRuntime().availableProcessors());
        Gateway gateway;
        try {
            gateway = Gateway.start(parts, compiled);
        } catch (Gateway.StartFailure failure) {
            terminal.err().println("raygate: " + failure.getMessage());
            return ExitCode.FAILED;
        }
        try (gateway) {
            meanwhile.run();
        }
        return ExitCode.DONE;
    }
}
