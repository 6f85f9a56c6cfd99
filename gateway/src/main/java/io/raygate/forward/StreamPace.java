package io.raygate.forward;

import io.raygate.exchange.StreamGaps;

/** Measures how far apart the pieces of one streamed answer pass. */
final class StreamPace {
    private final StreamGaps.Recorder gaps;
    private final Deadlines clock;
    private boolean begun;
    private long lastNanos;

    StreamPace(StreamGaps.Recorder gaps, Deadlines clock) {
        this.gaps = gaps;
        this.clock = clock;
    }

    void piece() {
        long now = clock.now();
        if (begun) {
            gaps.record(now - lastNanos);
        }
        begun = true;
        lastNanos = now;
    }
}
