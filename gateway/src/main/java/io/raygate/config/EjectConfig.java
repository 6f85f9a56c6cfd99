package io.raygate.config;

import java.time.Duration;

/**
 * Passive ejection.
 *
 * @param maxEjected share of the endpoints, 0 to 1
 */
public record EjectConfig(int consecutiveFailures, Duration baseTime, double maxEjected) {
    static EjectConfig read(Section s) {
        return new EjectConfig(
                s.one("consecutiveFailures", new Counts(1, 1_000), 5),
                s.one("baseTime", Durations.upTo(Duration.ofHours(1)), Duration.ofSeconds(10)),
                s.one("maxEjected", new Shares(50), 0.5));
    }
}
