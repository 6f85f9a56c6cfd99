package io.raygate.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a key set is fetched (S-55).
 *
 * @param refresh a set is fetched anew before it is that old
 * @param timeout of one fetch
 * @param maxStale a set older than that verifies nothing any more
 * @param ca authorities, PEM; null: those of the platform
 */
public record FetchConfig(
        Duration refresh, Duration timeout, Duration maxStale, @Nullable Path ca) {
    private static final Durations REFRESH =
            new Durations(Duration.ofMinutes(1), Duration.ofHours(1));
    private static final Durations TIMEOUT =
            new Durations(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Durations MAX_STALE =
            new Durations(Duration.ofMinutes(1), Duration.ofDays(7));

    static FetchConfig read(Section s) {
        FetchConfig how =
                new FetchConfig(
                        s.one("refresh", REFRESH, Duration.ofMinutes(10)),
                        s.one("timeout", TIMEOUT, Duration.ofSeconds(5)),
                        s.one("maxStale", MAX_STALE, Duration.ofHours(24)),
                        s.file("ca"));
        if (how.maxStale.compareTo(how.refresh) < 0) {
            s.fault(
                    "maxStale",
                    "is shorter than refresh, no set would last until the next",
                    "allowed: as long as refresh or longer");
        }
        return how;
    }
}
