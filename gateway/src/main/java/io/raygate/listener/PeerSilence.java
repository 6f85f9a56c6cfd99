package io.raygate.listener;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * How long a peer of HTTP/2 has said nothing, has not read, has not finished a frame, or has had no
 * stream.
 */
final class PeerSilence {
    /** A whole frame of 16 KiB at the slowest rate that a body may have takes that much longer. */
    private static final Duration SLOW_FRAME = Duration.ofSeconds(16);

    private static final long NEVER = Long.MIN_VALUE;

    private final Loop loop;
    private long frames;
    private long framesBefore;
    private long framesSeen;
    private long quietNanos;
    private boolean asked;
    private long idleNanos = NEVER;
    private long deafNanos = NEVER;
    private long partNanos = NEVER;

    /** What is to be done about it. */
    enum Verdict {
        FINE(""),
        ASK(""),
        IDLE("http2_idle"),
        DEAF("client_write"),
        DUMB("http2_ping"),
        LATE("head");

        private final String timeout;

        Verdict(String timeout) {
            this.timeout = timeout;
        }

        /** The name of the timeout that has passed. */
        String timeout() {
            return timeout;
        }

        boolean isFault() {
            return this != IDLE;
        }
    }

    PeerSilence(Loop loop) {
        this.loop = loop;
        this.quietNanos = loop.nanos();
    }

    static Buffer question() {
        return Buffer.buffer(8).appendLong(0);
    }

    void heardFrame() {
        frames++;
    }

    /** Bytes have come and are looked at now. */
    void beforeBytes() {
        framesBefore = frames;
    }

    /** They have been looked at. */
    void afterBytes() {
        if (frames != framesBefore) {
            partNanos = NEVER;
        } else if (partNanos == NEVER) {
            partNanos = loop.nanos();
        }
    }

    /** Judges once a second. */
    Verdict verdict(int streams, boolean writable) {
        var timeouts = loop.settings().timeouts();
        idleNanos = since(idleNanos, streams == 0);
        deafNanos = since(deafNanos, !writable);
        if (isOver(partNanos, timeouts.head().plus(SLOW_FRAME))) {
            return Verdict.LATE;
        }
        if (isOver(deafNanos, timeouts.clientWrite())) {
            return Verdict.DEAF;
        }
        if (isOver(idleNanos, timeouts.http2Idle())) {
            return Verdict.IDLE;
        }
        return quiet(streams > 0, timeouts.http2Ping());
    }

    private Verdict quiet(boolean streams, Duration most) {
        if (frames != framesSeen || !streams) {
            framesSeen = frames;
            quietNanos = loop.nanos();
            asked = false;
            return Verdict.FINE;
        }
        if (!isOver(quietNanos, most)) {
            return Verdict.FINE;
        }
        if (asked) {
            return Verdict.DUMB;
        }
        asked = true;
        quietNanos = loop.nanos();
        return Verdict.ASK;
    }

    private long since(long start, boolean holds) {
        if (!holds) {
            return NEVER;
        }
        return start == NEVER ? loop.nanos() : start;
    }

    private boolean isOver(long start, Duration most) {
        return start != NEVER && loop.nanos() - start >= most.toNanos();
    }
}
