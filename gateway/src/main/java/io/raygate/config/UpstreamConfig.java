package io.raygate.config;

import java.time.Duration;

/**
 * Connections to an endpoint; a cluster may change each.
 *
 * @param connections at most, per endpoint
 * @param pending requests that may wait for a connection, per endpoint
 * @param head bytes of an answer's head
 * @param interim 1xx answers before the final one (S-38)
 */
public record UpstreamConfig(
        Duration idle,
        Duration maxAge,
        int connections,
        int pending,
        Duration pendingTimeout,
        long head,
        int interim) {
    static final UpstreamConfig DEFAULT =
            new UpstreamConfig(
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    256,
                    512,
                    Duration.ofSeconds(1),
                    64 * Sizes.KIB,
                    100);

    static UpstreamConfig read(Section s, UpstreamConfig around) {
        return new UpstreamConfig(
                s.one("idle", Durations.upTo(Duration.ofHours(1)), around.idle),
                s.one("maxAge", Durations.upTo(Duration.ofDays(1)), around.maxAge),
                s.one("connections", new Counts(1, 4_096), around.connections),
                s.one("pending", new Counts(0, 65_536), around.pending),
                s.one(
                        "pendingTimeout",
                        Durations.upTo(Duration.ofSeconds(60)),
                        around.pendingTimeout),
                s.one("head", Sizes.upTo(Sizes.MIB), around.head),
                s.one("interim", new Counts(0, 1_000), around.interim));
    }
}
