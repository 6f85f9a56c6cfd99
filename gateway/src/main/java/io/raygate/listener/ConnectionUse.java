package io.raygate.listener;

/**
 * How much one connection has been used, and whether that is enough (S-99 and the key's limits).
 */
final class ConnectionUse {
    private final Loop loop;
    private final long openedNanos;
    private int requests;

    ConnectionUse(Loop loop) {
        this.loop = loop;
        this.openedNanos = loop.nanos();
    }

    /** Whether no request has come yet. */
    boolean isFresh() {
        return requests == 0;
    }

    /** Counts one more request; whether it must be the last. */
    boolean isLast() {
        return ++requests >= loop.settings().connection().maxRequests();
    }

    /** Whether the connection has served its time, or the listener drains. */
    boolean isOver() {
        long age = loop.nanos() - openedNanos;
        return loop.isDraining() || age >= loop.settings().connection().maxAge().toNanos();
    }
}
