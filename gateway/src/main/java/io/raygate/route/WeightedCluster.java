package io.raygate.route;

import io.raygate.upstream.ClusterId;

/** A cluster's share of a split: a proportional integer as in the Gateway API, 0 or more. */
public record WeightedCluster(ClusterId cluster, int weight) {}
