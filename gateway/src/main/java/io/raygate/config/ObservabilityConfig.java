package io.raygate.config;

import java.nio.file.Path;

/** Logs and metrics. */
public record ObservabilityConfig(Log log, Metrics metrics) {
    static ObservabilityConfig read(Section s) {
        return new ObservabilityConfig(
                s.section("log", Log::read), s.section("metrics", Metrics::read));
    }

    /**
     * The logs.
     *
     * @param query whether the access log shows query strings
     * @param field bytes of one field at most (S-96), so many that a line of all fields fits
     * @param line bytes of one line at most, and no fewer than one with its fields cut can need
     * @param queue lines that may wait to be written
     */
    public record Log(
            Level level, AccessLog access, boolean query, int field, int line, int queue) {
        private static final Form<Level> LEVEL =
                Words.of("error", Level.ERROR)
                        .or("warn", Level.WARN)
                        .or("info", Level.INFO)
                        .or("debug", Level.DEBUG)
                        .or("trace", Level.TRACE);

        static Log read(Section s) {
            return new Log(
                    s.one("level", LEVEL, Level.INFO),
                    AccessLog.read(s),
                    s.flag("query", false),
                    (int) (long) s.one("field", new Sizes(64, Sizes.KIB), Sizes.KIB),
                    (int)
                            (long)
                                    s.one(
                                            "line",
                                            new Sizes(4 * Sizes.KIB, 32 * Sizes.KIB),
                                            8 * Sizes.KIB),
                    s.one("queue", new Counts(64, 1_048_576), 8_192));
        }
    }

    /** The least severe level that is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** A file is named with a folder, so that a misspelt word does not become one. */
    private static final Form<String> LOG_FILE =
            Texts.text(
                    4096,
                    "stdout, off, or a file with its folder such as ./access.log",
                    it -> it.contains("/") && Texts.isPath(it));

    /** Where the access log goes. */
    public sealed interface AccessLog {

        static AccessLog read(Section s) {
            if (s.is("access", "off")) {
                return new Off();
            }
            if (s.is("access", "stdout") || !s.isWritten("access")) {
                return s.one("access", Words.of("stdout", new Stdout()), new Stdout());
            }
            Path file = s.file("access", LOG_FILE);
            return file == null ? new Off() : new File(file);
        }

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
    public record Metrics(int tenants) {
        static Metrics read(Section s) {
            return new Metrics(s.one("tenants", new Counts(0, 50), 50));
        }
    }
}
