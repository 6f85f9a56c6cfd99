package io.raygate;

import io.raygate.config.ObservabilityConfig;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** How the process logs; the rest of the code knows only the logging API. */
final class Logging {
    private Logging() {}

    /** Reads how and where to log, which would otherwise happen at the first logger. */
    static void begin() {
        LogManager.getContext(false);
    }

    /** Sets how much is logged, once the configuration has said it. */
    static void level(ObservabilityConfig.Level level) {
        Configurator.setRootLevel(Level.valueOf(level.name()));
    }
}
