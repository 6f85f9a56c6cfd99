package io.raygate.observe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one scrape reads from the features, gathered by metric. */
final class Samples {
    private final Map<Metric, List<CounterDataPointSnapshot>> counters =
            new EnumMap<>(Metric.class);
    private final Map<Metric, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, List<HistogramDataPointSnapshot>> histograms =
            new EnumMap<>(Metric.class);

    /** Something that can be read at a scrape; called on the ops listener's thread. */
    interface Source {
        void read(Samples into);
    }

    void counter(Metric metric, long value, String... labelValues) {
        amount(metric, (double) value, labelValues);
    }

    /** A counter of what has fractions. */
    void amount(Metric metric, double value, String... labelValues) {
        counters.computeIfAbsent(metric, m -> new ArrayList<>())
                .add(new CounterDataPointSnapshot(value, labels(metric, labelValues), null, 0));
    }

    void gauge(Metric metric, double value, String... labelValues) {
        gauges.computeIfAbsent(metric, m -> new ArrayList<>())
                .add(new GaugeDataPointSnapshot(value, labels(metric, labelValues), null));
    }

    void histogram(Metric metric, DurationHistogram histogram, String... labelValues) {
        var buckets =
                ClassicHistogramBuckets.of(
                        boxed(DurationHistogram.upperBounds()), boxed(histogram.counts()));
        histograms
                .computeIfAbsent(metric, m -> new ArrayList<>())
                .add(
                        new HistogramDataPointSnapshot(
                                buckets,
                                histogram.sumSeconds(),
                                labels(metric, labelValues),
                                null,
                                0));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static Labels labels(Metric metric, String... values) {
        return Labels.of(metric.labels().toArray(String[]::new), values);
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        counters.forEach(
                (metric, points) -> all.add(new CounterSnapshot(metadata(metric), points)));
        gauges.forEach((metric, points) -> all.add(new GaugeSnapshot(metadata(metric), points)));
        histograms.forEach(
                (metric, points) -> all.add(new HistogramSnapshot(metadata(metric), points)));
        return new MetricSnapshots(all);
    }

    private static MetricMetadata metadata(Metric metric) {
        return new MetricMetadata(metric.fullName(), metric.help());
    }
}
