package io.raygate.observe;

import java.util.Map;
import java.util.function.LongSupplier;

/** What the process as a whole tells: its build, and the log lines that it lost. */
final class ProcessMeters implements Samples.Source {
    private final String version;
    private final String revision;
    private final Map<String, LongSupplier> lostLines;

    /**
     * @param lostLines by log
     */
    ProcessMeters(String version, String revision, Map<String, LongSupplier> lostLines) {
        this.version = version;
        this.revision = revision;
        this.lostLines = lostLines;
    }

    @Override
    public void read(Samples into) {
        into.gauge(Metric.BUILD, 1, version, revision);
        lostLines.forEach((log, lost) -> into.counter(Metric.LOG_DROPPED, lost.getAsLong(), log));
    }
}
