package io.raygate.config;

import java.time.Duration;

/**
 * How long it is kept what requests cost.
 *
 * @param events each of them
 * @param hours what they come to in each hour
 */
public record UsageConfig(Duration events, Duration hours) {
    private static final Form<Duration> KEPT =
            new Durations(Duration.ofHours(1), Duration.ofDays(3660));

    static UsageConfig read(Section s) {
        return new UsageConfig(
                s.one("events", KEPT, Duration.ofDays(30)),
                s.one("hours", KEPT, Duration.ofDays(400)));
    }
}
