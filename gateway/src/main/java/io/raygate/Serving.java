package io.raygate;

import io.raygate.cli.ExitCode;
import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration file from reading to the end of serving: what {@code run} and {@code demo} share.
 */
final class Serving {
    private final Terminal terminal;
    private final GatewayParts parts;
    private final Configuration configuration;

    Serving(Path file, Terminal terminal) {
        this.terminal = terminal;
        this.parts = GatewayParts.ofProcess(terminal.environment());
        this.configuration = parts.configuration(file);
    }

    /** What is done while the gateway serves; the gateway drains and ends when it returns. */
    interface WhileServing {
        void run() throws InterruptedException, IOException;
    }

    /** Serves until {@code meanwhile} returns; blocking. */
    int serve(WhileServing meanwhile) throws InterruptedException, IOException {
        return switch (configuration.read(1, CertificateFiles::unreadable)) {
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
        Logging.level(compiled.loaded().config().observability().log().level());
        try (Gateway gateway = Gateway.start(parts, compiled, new Rehearsal(parts)::run);
                Reloads reloads = new Reloads(configuration, compiled, gateway)) {
            reloads.start();
            Signals.onHangUp(reloads::askNow);
            meanwhile.run();
            gateway.drain();
            return ExitCode.DONE;
        } catch (StartFailure failure) {
            terminal.err().println("raygate: " + failure.getMessage());
            return ExitCode.FAILED;
        }
    }
}
