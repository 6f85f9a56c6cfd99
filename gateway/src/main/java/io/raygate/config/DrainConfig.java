package io.raygate.config;

import java.time.Duration;

/**
 * How the gateway ends (S-99).
 *
 * @param delay still accepting, but not ready
 * @param timeout for exchanges in work
 */
public record DrainConfig(Duration delay, Duration timeout) {
    static DrainConfig read(Section s) {
        return new DrainConfig(
                s.one(
                        "delay",
                        new Durations(Duration.ZERO, Duration.ofHours(1)),
                        Duration.ofSeconds(5)),
                s.one(
                        "timeout",
                        new Durations(Duration.ZERO, Duration.ofHours(1)),
                        Duration.ofSeconds(120)));
    }
}
