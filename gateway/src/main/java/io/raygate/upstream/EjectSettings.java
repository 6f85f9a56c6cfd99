package io.raygate.upstream;

import java.time.Duration;

/**
 * Passive ejection: an endpoint that fails so often in a row rests for {@code baseTime} times its
 * ejections in a row.
 *
 * @param maxEjected largest share of a cluster that may rest at once, 0 to 1
 */
public record EjectSettings(int consecutiveFailures, Duration baseTime, double maxEjected) {}
