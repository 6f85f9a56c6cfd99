package io.raygate.loadtest.serve.sample;

import java.time.Duration;
import java.time.Instant;

/** Durations and times as Python counts them. */
final class Seconds {

    private Seconds() {}

    static Duration of(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    static double unix(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }
}
