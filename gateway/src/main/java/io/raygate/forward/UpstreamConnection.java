package io.raygate.forward;

/**
 * A connection to an endpoint, lent by its {@link EndpointPool} to as many exchanges at once as it
 * can carry. Used on its event loop only.
 */
abstract class UpstreamConnection {
    final long openedNanos;
    long idleSinceNanos;
    int lent;
    boolean listed;
    long served;

    UpstreamConnection(long openedNanos) {
        this.openedNanos = openedNanos;
        this.idleSinceNanos = openedNanos;
    }

    /** Exchanges that it carries at once; 0 where the upstream allows none for now. */
    abstract int capacity();

    /** Whether it can still be lent. */
    abstract boolean isUsable();

    /** Begins an exchange: whoever was lent the connection calls it once. */
    abstract UpstreamStream open(AnswerListener listener);

    abstract void close();
}
