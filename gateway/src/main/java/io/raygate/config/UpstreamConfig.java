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
        int interim) {}
