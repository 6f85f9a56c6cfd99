package io.raygate.loadtest.serve.application;

/** Counts of values up to each of some bounds, as Prometheus wants them; used on one thread. */
public final class Histogram {
    private final double[] bounds;
    private final long[] counts;
    private long count;
    private double sum;

    /** {@code bounds} ascend; the last bucket, without a bound, is implied. */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length];
    }

    public void observe(double value) {
        count++;
        sum += value;
        for (int i = 0; i < bounds.length; i++) {
            if (value <= bounds[i]) {
                counts[i]++;
            }
        }
    }

    /** Shows each bounded bucket, smallest first, with the number of values up to it. */
    public void forEachBucket(Bucket bucket) {
        for (int i = 0; i < bounds.length; i++) {
            bucket.show(bounds[i], counts[i]);
        }
    }

    public long count() {
        return count;
    }

    public double sum() {
        return sum;
    }

    /** Takes one bucket. */
    @FunctionalInterface
    public interface Bucket {
        void show(double bound, long values);
    }
}
