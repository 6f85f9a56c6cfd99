package io.raygate.loadtest.serve.work;

import io.raygate.loadtest.serve.application.EngineTimes;

/** One completion inside an engine. */
final class Sequence {
    private static final double NANOS = 1e9;

    private final TokenSource.Order order;
    private int toPrefill;
    private int cached;
    private int made;
    private final long arrivedNanos;
    private long admittedNanos;
    private long firstNanos;
    private boolean admitted;
    private boolean cancelled;

    Sequence(TokenSource.Order order, long nowNanos) {
        this.order = order;
        this.arrivedNanos = nowNanos;
        this.toPrefill = Math.max(1, order.prompt());
    }

    /** Takes in up to {@code room} tokens of what has no place in the cache yet. */
    int prefill(int room) {
        int taken = Math.min(room, toPrefill);
        toPrefill -= taken;
        cached += taken;
        return taken;
    }

    /** It is in the batch from now on. */
    void admit(long nowNanos) {
        if (!admitted) {
            admitted = true;
            admittedNanos = nowNanos;
        }
    }

    /** Makes one token, which the next step finds in the cache. */
    void decode(long nowNanos, EngineTimes times) {
        made++;
        cached++;
        if (made == 1) {
            firstNanos = nowNanos;
            times.queue().observe((admittedNanos - arrivedNanos) / NANOS);
            times.firstToken().observe((nowNanos - arrivedNanos) / NANOS);
        }
        if (made == order.output()) {
            times.whole().observe((nowNanos - arrivedNanos) / NANOS);
            times.perOutputToken().observe((nowNanos - firstNanos) / NANOS / Math.max(1, made - 1));
        }
        order.token().run();
    }

    /** Loses its cache: prompt and tokens made so far must be taken in again. */
    void preempt() {
        toPrefill = Math.max(1, order.prompt()) + made;
        cached = 0;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isOver() {
        return cancelled || made >= order.output();
    }

    boolean decodes() {
        return toPrefill == 0;
    }

    int cached() {
        return cached;
    }

    int toPrefill() {
        return toPrefill;
    }
}
