package io.raygate.listener;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * How long a peer of HTTP/2 has said nothing, has not read, has not finished a frame, or has had no
 * stream.
 */
final class PeerSilence {
    private static final long NEVER = Long.MIN_VALUE;

    private final Loop loop;
    private final FrameOrder order;
    private long frames;
    private long heads;
    private long framesSeen;
    private long quietNanos;
    private boolean asked;
    private long idleNanos = NEVER;
    private long deafNanos = NEVER;
    private long headNanos = NEVER;

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

    PeerSilence(Loop loop, FrameOrder order) {
        this.loop = loop;
        this.order = order;
        this.quietNanos = loop.nanos();
    }

    static Buffer question() {
        return Buffer.buffer(8).appendLong(0);
    }

    void heardFrame() {
        frames++;
    }

    /** Judges once a second. */
    Verdict verdict(int streams, boolean writable) {
        var timeouts = loop.settings().timeouts();
        idleNanos = since(idleNanos, streams == 0);
        deafNanos = since(deafNanos, !writable);
        headNanos = since(headNanos, isSameHeadOpen());
        if (isOver(headNanos, timeouts.head())) {
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

    private boolean isSameHeadOpen() {
        boolean same = order.heads() == heads;
        heads = order.heads();
        return same && order.isHeadOpen();
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
