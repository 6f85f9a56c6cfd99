package io.raygate;

import io.raygate.config.ObservabilityConfig;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets how much is logged, once the configuration has said it. */
final class LogLevel {
    private LogLevel() {}

    /** For the whole process. */
    static void apply(ObservabilityConfig.Level level) {
        Configurator.setRootLevel(Level.valueOf(level.name()));
    }
}
