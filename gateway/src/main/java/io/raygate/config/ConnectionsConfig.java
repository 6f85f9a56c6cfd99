package io.raygate.config;

import java.time.Duration;

/**
 * Caps on client connections.
 *
 * @param perAddress 0 is off
 * @param maxRequests after which a connection is closed
 */
public record ConnectionsConfig(int max, int perAddress, Duration maxAge, int maxRequests) {
    private static final int MILLION = 1_000_000;

    static ConnectionsConfig read(Section s) {
        return new ConnectionsConfig(
                s.one("max", new Counts(1, MILLION), 10_000),
                s.one("perAddress", new OrOff<>(new Counts(1, MILLION), 0), 256),
                s.one("maxAge", Durations.upTo(Duration.ofDays(7)), Duration.ofHours(1)),
                s.one("maxRequests", new Counts(1, 1_000 * MILLION), 10_000));
    }
}
