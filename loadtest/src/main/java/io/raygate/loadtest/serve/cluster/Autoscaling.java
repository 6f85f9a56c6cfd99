package io.raygate.loadtest.serve.cluster;

import java.time.Duration;

/** The part of Serve's autoscaling configuration that shows outside. */
public record Autoscaling(
        int minReplicas, int maxReplicas, double targetOngoingRequests, Duration downscaleDelay) {}
