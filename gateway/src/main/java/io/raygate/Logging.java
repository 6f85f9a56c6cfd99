package io.raygate;

import io.raygate.config.ObservabilityConfig;
import io.raygate.observe.DiagnosticLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How the process logs: by the platform's own logging, to standard error, so that standard output
 * belongs to the access log and to data. The rest of the code knows only the logging API.
 */
final class Logging {
    private static final int QUEUE = 8_192;
    private static final Logger ROOT = Logger.getLogger("");

    /** Held here, since the platform forgets the level of a logger that nobody holds. */
    private static final Map<Logger, Level> LIBRARIES =
            Map.of(
                    Logger.getLogger("io.netty"),
                    Level.WARNING,
                    Logger.getLogger("io.vertx"),
                    Level.WARNING,
                    Logger.getLogger("com.zaxxer.hikari"),
                    Level.SEVERE,
                    Logger.getLogger("org.flywaydb"),
                    Level.WARNING,
                    // What peers do wrong: any client could fill the log with it.
                    Logger.getLogger("io.vertx.core.net.impl.ConnectionBase"),
                    Level.OFF);

    private Logging() {}

    /** From here on everything is logged our way; the end of the process writes what waits. */
    static void begin() {
        LIBRARIES.forEach(Logger::setLevel);
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(new DiagnosticLog(new FileOutputStream(FileDescriptor.err), QUEUE));
    }

    /** Sets how much is logged, once the configuration has said it. */
    static void level(ObservabilityConfig.Level level) {
        ROOT.setLevel(
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARN -> Level.WARNING;
                    case INFO -> Level.INFO;
                    case DEBUG -> Level.FINE;
                    case TRACE -> Level.FINEST;
                });
    }

    /** Lines that were lost since the start. */
    static long dropped() {
        long dropped = 0;
        for (Handler handler : ROOT.getHandlers()) {
            dropped += handler instanceof DiagnosticLog log ? log.dropped() : 0;
        }
        return dropped;
    }
}
