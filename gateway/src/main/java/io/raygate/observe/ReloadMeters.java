package io.raygate.observe;

/** Whether the file on disk is the one in force, in the words that Prometheus uses of its own. */
final class ReloadMeters implements Samples.Source {
    private volatile boolean successful = true;
    private volatile long succeededEpochSecond;

    void succeeded(long epochSecond) {
        succeededEpochSecond = epochSecond;
        successful = true;
    }

    void unchanged() {
        successful = true;
    }

    void refused() {
        successful = false;
    }

    @Override
    public void read(Samples into) {
        into.gauge(Metric.RELOAD_SUCCESSFUL, successful ? 1 : 0);
        into.gauge(Metric.RELOAD_TIME, (double) succeededEpochSecond);
    }
}
