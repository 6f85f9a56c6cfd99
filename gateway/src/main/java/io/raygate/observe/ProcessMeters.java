package io.raygate.observe;

import java.util.function.LongSupplier;

/** What the process as a whole tells: its build, and the log lines that it lost. */
final class ProcessMeters implements Samples.Source {
    private final String version;
    private final String revision;
    private final LongSupplier lostAccessLines;

    ProcessMeters(String version, String revision, LongSupplier lostAccessLines) {
        this.version = version;
        this.revision = revision;
        this.lostAccessLines = lostAccessLines;
    }

    @Override
    public void read(Samples into) {
        into.gauge(Metric.BUILD, 1, version, revision);
        into.counter(Metric.LOG_DROPPED, lostAccessLines.getAsLong(), "access");
    }
}
