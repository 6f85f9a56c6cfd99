package io.raygate.loadtest.serve.dashboard;

import java.time.Duration;
import java.time.Instant;

/** Times as Python's JSON carries them: seconds with a fraction. */
final class UnixTime {

    private UnixTime() {}

    static double of(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
