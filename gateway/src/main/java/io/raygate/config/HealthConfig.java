package io.raygate.config;

import java.time.Duration;
import java.util.List;

/**
 * Active checks.
 *
 * @param status answers that count as healthy
 */
public record HealthConfig(
        String path,
        Duration interval,
        Duration timeout,
        int unhealthyAfter,
        int healthyAfter,
        List<Integer> status) {
    static HealthConfig read(Section s) {
        return new HealthConfig(
                s.one("path", HttpPaths.EXACT, "/-/healthz"),
                s.one(
                        "interval",
                        new Durations(Duration.ofMillis(100), Duration.ofHours(1)),
                        Duration.ofSeconds(5)),
                s.one("timeout", Durations.upTo(Duration.ofMinutes(1)), Duration.ofSeconds(1)),
                s.one("unhealthyAfter", new Counts(1, 100), 3),
                s.one("healthyAfter", new Counts(1, 100), 2),
                s.some("status", new Counts(200, 599), List.of(200)));
    }
}
