package io.raygate.forward;

import io.raygate.upstream.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one endpoint (S-42): the freshest one is lent first, the
 * number of connections and of those who wait is bounded, and no one waits without an end.
 */
final class EndpointPool {
    private final Endpoint endpoint;
    private final Connector connector;
    private final Deadlines deadlines;
    private final PoolBounds bounds;
    private final IdleLimit idleLimit;

    /** The freshest first; at the end those that are unused and may carry nothing for now. */
    private final Deque<UpstreamConnection> available = new ArrayDeque<>();

    private final Deque<PoolWait> waiting = new ArrayDeque<>();
    private int open;
    private int connecting;
    private boolean retired;

    /** Opens connections for a pool and answers by {@link #connected} or {@link #connectFailed}. */
    interface Connector {
        void connect(EndpointPool pool);

        /** How many exchanges a connection is expected to carry at once. */
        int expectedCapacity();

        /** No connection is wanted any more. */
        default void close() {}
    }

    /** Someone who wants a connection; exactly one of its methods is called, maybe at once. */
    interface Borrower {
        void lent(UpstreamConnection connection);

        void refused(UpstreamFailure failure);
    }

    EndpointPool(Endpoint endpoint, PoolBounds bounds, Connector connector, Deadlines deadlines) {
        this.endpoint = endpoint;
        this.bounds = bounds;
        this.connector = connector;
        this.deadlines = deadlines;
        this.idleLimit = new IdleLimit(bounds.idleNanos());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Lends a connection now or later; a returned wait can be given up.
     *
     * @param fresh whether unused connections are not trusted, since one was just found to be dead
     */
    @Nullable PoolWait borrow(Borrower borrower, boolean fresh) {
        UpstreamConnection ready = freshest();
        if (fresh && ready != null && ready.lent == 0) {
            makePlace(ready);
        } else if (ready != null) {
            lend(ready, borrower);
            return null;
        }
        int expected = connecting * connector.expectedCapacity();
        boolean mayConnect = open < bounds.connections();
        if (!mayConnect && waiting.size() - expected >= bounds.pending()) {
            borrower.refused(UpstreamFailure.POOL_FULL);
            return null;
        }
        PoolWait wait = new PoolWait(this, borrower);
        waiting.addLast(wait);
        deadlines.in(bounds.pendingNanos(), wait);
        connectIfNeeded();
        return wait.isOver() ? null : wait;
    }

    private void makePlace(UpstreamConnection unused) {
        if (open >= bounds.connections()) {
            discard(unused);
        }
    }

    private @Nullable UpstreamConnection freshest() {
        UpstreamConnection candidate = available.peekFirst();
        while (candidate != null && isStale(candidate)) {
            discard(candidate);
            candidate = available.peekFirst();
        }
        return candidate != null && hasPlace(candidate) ? candidate : null;
    }

    private boolean isStale(UpstreamConnection candidate) {
        long now = deadlines.now();
        return !candidate.isUsable()
                || now - candidate.openedNanos > bounds.maxAgeNanos()
                || (candidate.lent == 0 && now - candidate.idleSinceNanos > idleLimit.nanos(now));
    }

    private void lend(UpstreamConnection connection, Borrower borrower) {
        if (++connection.lent >= connection.capacity()) {
            unlist(connection);
        }
        borrower.lent(connection);
    }

    private boolean unlist(UpstreamConnection connection) {
        boolean listed = connection.listed && available.remove(connection);
        connection.listed = false;
        return listed;
    }

    private void connectIfNeeded() {
        while (open < bounds.connections()
                && waiting.size() > connecting * connector.expectedCapacity()) {
            open++;
            connecting++;
            connector.connect(this);
        }
    }

    void connected(UpstreamConnection connection) {
        connecting--;
        offer(connection);
        if (connection.lent > 0) {
            connectIfNeeded();
        }
    }

    void connectFailed(UpstreamFailure failure) {
        connecting--;
        open--;
        // Those who try again wait behind the others, for another connection.
        int refused = Math.min(connector.expectedCapacity(), waiting.size());
        for (int i = 0; i < refused && !waiting.isEmpty(); i++) {
            waiting.pollFirst().refuse(failure);
        }
        connectIfNeeded();
    }

    /** An exchange on the connection has ended and it can carry another one. */
    void giveBack(UpstreamConnection connection) {
        connection.lent--;
        connection.served++;
        connection.idleSinceNanos = deadlines.now();
        boolean old = connection.idleSinceNanos - connection.openedNanos > bounds.maxAgeNanos();
        if (retired || old || !connection.isUsable()) {
            discard(connection);
        } else {
            offer(connection);
        }
    }

    private void offer(UpstreamConnection connection) {
        unlist(connection);
        while (!waiting.isEmpty() && hasPlace(connection)) {
            lend(connection, waiting.pollFirst().take());
        }
        if (hasPlace(connection)) {
            available.addFirst(connection);
            connection.listed = true;
        } else if (connection.isUsable() && connection.lent == 0) {
            available.addLast(connection);
            connection.listed = true;
        }
    }

    private static boolean hasPlace(UpstreamConnection connection) {
        return connection.isUsable() && connection.lent < connection.capacity();
    }

    /** The upstream allows more or fewer exchanges on the connection than before. */
    void capacityChanged(UpstreamConnection connection) {
        if (!retired) {
            offer(connection);
        }
    }

    /** The connection is gone, for whatever reason. */
    void closed(UpstreamConnection connection) {
        open--;
        if (unlist(connection) && connection.lent == 0 && connection.served > 0) {
            long now = deadlines.now();
            idleLimit.closedAfter(now - connection.idleSinceNanos, now);
        }
        connectIfNeeded();
    }

    void forget(PoolWait wait) {
        waiting.remove(wait);
    }

    /** The pending time is over: fails the wait unless a connection for it is just being opened. */
    void waitedTooLong(PoolWait wait) {
        int place = 0;
        for (PoolWait each : waiting) {
            if (each == wait) {
                break;
            }
            place++;
        }
        if (place < connecting * connector.expectedCapacity()) {
            deadlines.in(bounds.pendingNanos(), wait);
        } else {
            waiting.remove(wait);
            wait.refuse(UpstreamFailure.POOL_WAIT_TIMEOUT);
        }
    }

    /** Closes what has been idle for too long. */
    void sweep() {
        for (UpstreamConnection each : available.toArray(new UpstreamConnection[0])) {
            if (isStale(each)) {
                discard(each);
            }
        }
    }

    private void discard(UpstreamConnection connection) {
        unlist(connection);
        if (connection.lent == 0) {
            connection.close();
        }
    }

    /**
     * Lends nothing new to anyone who comes later; connections in use are closed when given back.
     */
    void retire() {
        retired = true;
        for (UpstreamConnection each : available.toArray(new UpstreamConnection[0])) {
            discard(each);
        }
    }

    boolean isEmpty() {
        return open == 0 && waiting.isEmpty();
    }

    /** The pool is forgotten; it must be empty. */
    void close() {
        connector.close();
    }

    /** Connections open or being opened. */
    int open() {
        return open;
    }

    /** Connections that could be lent now. */
    int available() {
        return available.size();
    }

    /** Exchanges that wait for a connection. */
    int waiting() {
        return waiting.size();
    }
}
