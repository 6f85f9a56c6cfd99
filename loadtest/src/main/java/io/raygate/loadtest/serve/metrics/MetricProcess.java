package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.application.Histogram;
import io.raygate.loadtest.serve.time.Timeline;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One process with series: what it counted, and what of it the last push made visible. */
final class MetricProcess {
    private static final double[] MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 120_000,
        300_000, 600_000
    };

    private final Timeline time;
    private final Labels labels;
    private final Duration expiry;
    private final Map<Family, Map<Labels, Double>> totals = new LinkedHashMap<>();
    private final Map<Family, Map<Labels, Histogram>> histograms = new LinkedHashMap<>();
    private Consumer<Gauges> collector = _ -> {};
    private Map<Family, List<String>> pushed = Map.of();
    private long pushedNanos;
    private Timer pushing = () -> {};
    private boolean alive = true;
    private boolean gone;

    /** {@code expiry}: how long after its last push the series of a silent process stay visible. */
    MetricProcess(Timeline time, Labels labels, Duration expiry) {
        this.time = time;
        this.labels = labels;
        this.expiry = expiry;
    }

    /** Takes the values of a moment; it is run before each push. */
    interface Gauges {
        void set(Family family, Labels labels, double value);

        void show(Family family, Labels labels, Histogram histogram);
    }

    void collect(Consumer<Gauges> gauges) {
        collector = gauges;
    }

    void count(Family family, Labels series) {
        totals.computeIfAbsent(family, _ -> new LinkedHashMap<>()).merge(series, 1.0, Double::sum);
    }

    void observe(Family family, Labels series, long nanos) {
        histograms
                .computeIfAbsent(family, _ -> new LinkedHashMap<>())
                .computeIfAbsent(series, _ -> new Histogram(MILLIS))
                .observe(nanos / 1e6);
    }

    /** Pushes for the first time after {@code phase}, then each {@code period}. */
    void start(Duration phase, Duration period) {
        pushing =
                time.after(
                        phase,
                        () -> {
                            push();
                            pushing = time.every(period, this::push);
                        });
    }

    /** Makes what it has now visible; a silent process pushes nothing. */
    private void push() {
        if (!alive) {
            return;
        }
        var fresh = new HashMap<Family, List<String>>();
        collector.accept(new Lines(fresh));
        totals.forEach(
                (family, all) ->
                        all.forEach((series, value) -> print(fresh, family, series, value)));
        histograms.forEach(
                (family, all) ->
                        all.forEach(
                                (series, histogram) ->
                                        HistogramText.print(
                                                family.name(),
                                                series,
                                                histogram,
                                                lines(fresh, family))));
        pushed = fresh;
        pushedNanos = time.nanos();
    }

    /** Prints what a collector gives. */
    private record Lines(Map<Family, List<String>> fresh) implements Gauges {
        @Override
        public void set(Family family, Labels labels, double value) {
            print(fresh, family, labels, value);
        }

        @Override
        public void show(Family family, Labels labels, Histogram histogram) {
            HistogramText.print(family.name(), labels, histogram, lines(fresh, family));
        }
    }

    private static void print(
            Map<Family, List<String>> fresh, Family family, Labels series, double value) {
        lines(fresh, family).add(family.name() + series.text() + " " + Figure.text(value) + "\n");
    }

    private static List<String> lines(Map<Family, List<String>> fresh, Family family) {
        return fresh.computeIfAbsent(family, _ -> new ArrayList<>());
    }

    /** The process hangs: nothing new comes from it for now. */
    void silence() {
        alive = false;
    }

    /** The process is gone for good. */
    void end() {
        alive = false;
        gone = true;
    }

    /** A process that was silent goes on. */
    void revive() {
        alive = true;
    }

    /** The lines that a scrape still shows of it. */
    Map<Family, List<String>> visible() {
        boolean fresh = time.nanos() - pushedNanos <= expiry.toNanos();
        return fresh ? pushed : Map.of();
    }

    /** Whether nothing of it will ever show again; its rhythm ends with that. */
    boolean isForgotten() {
        boolean forgotten = gone && visible().isEmpty();
        if (forgotten) {
            pushing.cancel();
        }
        return forgotten;
    }

    Labels labels() {
        return labels;
    }
}
