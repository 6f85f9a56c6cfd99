package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.application.Histogram;
import java.util.List;

/** Prints a histogram: a line a bucket, then count and sum. */
final class HistogramText {
    private HistogramText() {}

    static void print(String name, Labels labels, Histogram histogram, List<String> lines) {
        histogram.forEachBucket(
                (bound, values) ->
                        lines.add(bucket(name, labels, Figure.text(bound), (double) values)));
        double count = (double) histogram.count();
        lines.add(bucket(name, labels, "+Inf", count));
        lines.add(name + "_count" + labels.text() + " " + Figure.text(count) + "\n");
        lines.add(name + "_sum" + labels.text() + " " + Figure.text(histogram.sum()) + "\n");
    }

    private static String bucket(String name, Labels labels, String bound, double values) {
        return name
                + "_bucket"
                + labels.with("le", bound).text()
                + " "
                + Figure.text(values)
                + "\n";
    }
}
