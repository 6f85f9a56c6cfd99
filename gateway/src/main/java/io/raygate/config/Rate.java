package io.raygate.config;

import java.time.Duration;

/** So many per period, for example 30 per minute. */
public record Rate(long amount, Duration period) {}
