package io.raygate.loadtest.load;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Histograms in nanoseconds; those of one loop are written on it and merged after the run. */
final class Timings {
    /** What is timed. */
    enum Kind {
        /**
         * From the due time to the end of the answer, the echo, or the connection's first answer.
         */
        LATENCY("latency"),
        /** From the due time to the answer's first body byte. */
        FIRST_BYTE("firstByte"),
        /** From the due time to the moment the generator got to it: its own lateness. */
        SEND_LAG("sendLag"),
        /** Between two events of one stream. */
        EVENT_GAP("eventGap"),
        /** From the time an event carries (as {@code "nanos":N}) to its arrival. */
        EVENT_DELAY("eventDelay");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private static final long HOUR = 3_600_000_000_000L;

    private final Map<Kind, Histogram> histograms = new EnumMap<>(Kind.class);

    Timings() {
        for (Kind kind : Kind.values()) {
            histograms.put(kind, new Histogram(HOUR, 3));
        }
    }

    void record(Kind kind, long nanos) {
        of(kind).recordValue(Math.clamp(nanos, 0, HOUR));
    }

    void add(Timings other) {
        histograms.forEach((kind, mine) -> mine.add(other.of(kind)));
    }

    Histogram of(Kind kind) {
        return java.util.Objects.requireNonNull(histograms.get(kind));
    }
}
