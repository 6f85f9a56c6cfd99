package io.raygate.config;

import java.nio.file.Path;

/** Logs and metrics. */
public record ObservabilityConfig(Log log, Metrics metrics) {

    /**
     * The logs.
     *
     * @param query whether the access log shows query strings
     * @param field bytes of one field at most (S-96)
     * @param line bytes of one line at most
     * @param queue lines that may wait to be written
     */
    public record Log(
            Level level, AccessLog access, boolean query, int field, int line, int queue) {}

    /** The least severe level that is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** Where the access log goes. */
    public sealed interface AccessLog {

        /** Standard output. */
        record Stdout() implements AccessLog {}

        /** Nowhere. */
        record Off() implements AccessLog {}

        /** A file. */
        record File(Path path) implements AccessLog {}
    }

    /**
     * The metrics.
     *
     * @param tenants the busiest tenants that get a label of their own
     */
    public record Metrics(int tenants) {}
}
