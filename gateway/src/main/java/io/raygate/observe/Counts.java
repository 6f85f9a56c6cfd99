package io.raygate.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters under two labels of few values each. */
final class Counts {
    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void add(String first, String second) {
        add(first, second, 1);
    }

    void add(String first, String second, long more) {
        Map<String, LongAdder> row = counts.get(first);
        LongAdder count = row == null ? null : row.get(second);
        (count == null ? fresh(first, second) : count).add(more);
    }

    private LongAdder fresh(String first, String second) {
        return counts.computeIfAbsent(first, f -> new ConcurrentHashMap<>())
                .computeIfAbsent(second, s -> new LongAdder());
    }

    void read(Samples into, Metric metric) {
        counts.forEach(
                (first, row) ->
                        row.forEach(
                                (second, count) ->
                                        into.counter(metric, count.sum(), first, second)));
    }

    /** The same for a metric with one label: the second one. */
    void readSecond(Samples into, Metric metric) {
        counts.values()
                .forEach(
                        row ->
                                row.forEach(
                                        (second, count) ->
                                                into.counter(metric, count.sum(), second)));
    }
}
