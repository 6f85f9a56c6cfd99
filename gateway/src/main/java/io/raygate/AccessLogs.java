package io.raygate;

import io.raygate.config.ObservabilityConfig;
import io.raygate.observe.LogWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Opens the access log where the configuration says. */
final class AccessLogs {

    private static final String TITLE = "access log";

    private AccessLogs() {}

    static @Nullable LogWriter open(ObservabilityConfig.Log log) throws StartFailure {
        return switch (log.access()) {
            case ObservabilityConfig.AccessLog.Off() -> null;
            case ObservabilityConfig.AccessLog.Stdout() ->
                    new LogWriter(TITLE, new FileOutputStream(FileDescriptor.out), log.queue());
            case ObservabilityConfig.AccessLog.File(var path) -> file(path, log.queue());
        };
    }

    private static LogWriter file(Path path, int queue) throws StartFailure {
        try {
            return new LogWriter(
                    TITLE,
                    Files.newOutputStream(
                            path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    queue);
        } catch (IOException e) {
            throw new StartFailure(
                    "observability.log.access: cannot write "
                            + path
                            + ": make the folder, or grant the right to write",
                    e);
        }
    }
}
