package io.raygate.upstream;

import java.time.Duration;
import java.util.Set;

/** Active checks: a GET of {@code path} on each endpoint, each {@code interval}. */
public record HealthSettings(
        String path,
        Duration interval,
        Duration timeout,
        int unhealthyAfter,
        int healthyAfter,
        Set<Integer> statuses) {}
