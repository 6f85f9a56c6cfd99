package io.raygate.snapshot;

import io.raygate.route.TrafficSplit;

/** A split with the clusters that it chooses from. */
public record Shares(TrafficSplit split, ClusterOrders clusters) {}
