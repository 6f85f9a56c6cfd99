package io.raygate;

import io.raygate.cli.CommandFailure;
import io.raygate.cli.ExitCode;
import io.raygate.cli.LoginCommand.Configured;
import io.raygate.config.AdminConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.ListenAddress;
import io.raygate.config.StateConfig;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads from a configuration file where one logs in to its gateway. */
record LoginPlaces(Terminal terminal) implements Function<Path, Configured> {

    @Override
    public Configured apply(Path file) {
        Compiled compiled = new ValidConfiguration(terminal).apply(file);
        return configured(compiled.loaded().config(), file);
    }

    private static Configured configured(GatewayConfig config, Path file) {
        StateConfig state = config.state();
        if (state == null) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    file + " has no state.folder: without one there is nothing to log in to");
        }
        return new Configured(state.folder(), url(config.admin()));
    }

    /** One that is reached from this machine; null where the port is known only when it listens. */
    private static @Nullable String url(AdminConfig admin) {
        ListenAddress address = admin.address();
        if (address.port() == 0) {
            return null;
        }
        String host =
                switch (address.host()) {
                    case "0.0.0.0" -> "127.0.0.1";
                    case "::" -> "::1";
                    default -> address.host();
                };
        return (admin.tls() == null ? "http://" : "https://")
                + new ListenAddress(host, address.port());
    }
}
