package io.raygate.loadtest.serve.metrics;

import java.util.List;

/** Latencies in Serve's buckets, 1 ms to 600 s. */
final class Histogram {
    private static final double[] BOUNDS = {
        1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 120_000,
        300_000, 600_000
    };

    private final long[] counts = new long[BOUNDS.length];
    private long count;
    private double sum;

    void observe(double millis) {
        count++;
        sum += millis;
        for (int i = 0; i < BOUNDS.length; i++) {
            if (millis <= BOUNDS[i]) {
                counts[i]++;
            }
        }
    }

    /** Adds its lines: a bucket each, then count and sum. */
    void print(String name, Labels labels, List<String> lines) {
        for (int i = 0; i < BOUNDS.length; i++) {
            String bound = Figure.text(BOUNDS[i]);
            lines.add(line(name + "_bucket", labels.with("le", bound), (double) counts[i]));
        }
        lines.add(line(name + "_bucket", labels.with("le", "+Inf"), (double) count));
        lines.add(line(name + "_count", labels, (double) count));
        lines.add(line(name + "_sum", labels, sum));
    }

    private static String line(String name, Labels labels, double value) {
        return name + labels.text() + " " + Figure.text(value) + "\n";
    }
}
