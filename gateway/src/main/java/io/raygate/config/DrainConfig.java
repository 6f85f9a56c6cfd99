package io.raygate.config;

import java.time.Duration;

/**
 * How the gateway ends (S-99).
 *
 * @param delay still accepting, but not ready
 * @param timeout for exchanges in work
 */
public record DrainConfig(Duration delay, Duration timeout) {}
