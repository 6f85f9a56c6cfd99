package io.raygate.config;

import java.time.Duration;

/**
 * Caps on client connections.
 *
 * @param perAddress 0 is off
 * @param maxRequests after which a connection is closed
 */
public record ConnectionsConfig(int max, int perAddress, Duration maxAge, int maxRequests) {}
