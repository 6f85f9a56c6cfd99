package io.raygate.observe;

import io.raygate.route.TrafficSplit;
import io.raygate.route.WeightedCluster;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the weights in force at each scrape. */
final class SplitMeters implements Samples.Source {
    private final Supplier<Map<String, TrafficSplit>> splits;

    /**
     * @param splits by route id
     */
    SplitMeters(Supplier<Map<String, TrafficSplit>> splits) {
        this.splits = splits;
    }

    @Override
    public void read(Samples into) {
        splits.get()
                .forEach(
                        (route, split) -> {
                            for (WeightedCluster share : split.shares()) {
                                into.gauge(
                                        Metric.SPLIT_WEIGHT,
                                        share.weight(),
                                        route,
                                        share.cluster().value());
                            }
                        });
    }
}
