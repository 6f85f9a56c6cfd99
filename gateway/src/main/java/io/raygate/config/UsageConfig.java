package io.raygate.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long it is kept what requests cost.
 *
 * @param events each of them
 * @param hours what they come to in each hour
 * @param file where each is written as well; null: nowhere
 */
public record UsageConfig(Duration events, Duration hours, @Nullable ToFile file) {
    private static final Form<Duration> KEPT =
            new Durations(Duration.ofHours(1), Duration.ofDays(3660));

    /**
     * A file for others to read.
     *
     * @param size from which on it is put aside for a new one
     * @param keep how many that are put aside are kept
     */
    public record ToFile(Path path, long size, int keep) {
        private static final long LARGEST = 16L << 30;
        private static final long USUAL = 64L << 20;

        static ToFile read(Section s) {
            return new ToFile(
                    s.requiredFile("path"),
                    s.one("size", new Sizes(64 * Sizes.KIB, LARGEST), USUAL),
                    s.one("keep", new Counts(1, 1_000), 16));
        }
    }

    static UsageConfig read(Section s) {
        return new UsageConfig(
                s.one("events", KEPT, Duration.ofDays(30)),
                s.one("hours", KEPT, Duration.ofDays(400)),
                s.optionalSection("file", ToFile::read));
    }
}
