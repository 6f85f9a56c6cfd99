package io.raygate.loadtest.serve.work;

/** One completion inside an engine. */
final class Sequence {
    private final TokenSource.Order order;
    private int toPrefill;
    private int cached;
    private int made;
    private boolean cancelled;

    Sequence(TokenSource.Order order) {
        this.order = order;
        this.toPrefill = Math.max(1, order.prompt());
    }

    /** Takes in up to {@code room} tokens of what has no place in the cache yet. */
    int prefill(int room) {
        int taken = Math.min(room, toPrefill);
        toPrefill -= taken;
        cached += taken;
        return taken;
    }

    /** Makes one token, which the next step finds in the cache. */
    void decode() {
        made++;
        cached++;
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
