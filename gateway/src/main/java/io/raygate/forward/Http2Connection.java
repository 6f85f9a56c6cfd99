package io.raygate.forward;

import io.vertx.core.http.HttpClientConnection;

/** An HTTP/2 connection to an endpoint: many exchanges at once, each on a stream of its own. */
final class Http2Connection extends UpstreamConnection implements AnswerFrames.Events {
    private final EndpointPool pool;
    private final HttpClientConnection connection;
    private final int mostFields;
    private long lastProcessed = Long.MAX_VALUE;
    private boolean broken;

    Http2Connection(
            EndpointPool pool,
            HttpClientConnection connection,
            Http2Client client,
            int mostFields,
            long openedNanos) {
        super(openedNanos);
        this.pool = pool;
        this.connection = connection;
        this.mostFields = mostFields;
        client.opened();
        connection.closeHandler(
                closed -> {
                    broken = true;
                    client.closed();
                    pool.closed(this);
                });
    }

    /**
     * Nothing new goes there. (Not heard through Vert.x, which copies what came with it into memory
     * that nobody releases.)
     */
    @Override
    public void goesAway(int last) {
        broken = true;
        lastProcessed = Math.min(lastProcessed, last);
    }

    @Override
    public void settled() {
        pool.capacityChanged(this);
    }

    /** Whether the upstream has said that it did not process the stream (RFC 9113, 6.8). */
    boolean hasRefused(long stream) {
        return stream > lastProcessed;
    }

    /** What the upstream allows, which it may change, and never more than we ask for. */
    @Override
    int capacity() {
        return Math.clamp(connection.maxActiveStreams(), 0, Http2Connector.STREAMS);
    }

    /** Most fields that the head of an answer may have. */
    int mostFields() {
        return mostFields;
    }

    /** The upstream was silent for too long: who comes next gets another connection. */
    void distrust() {
        broken = true;
    }

    @Override
    boolean isUsable() {
        return !broken;
    }

    @Override
    UpstreamStream open(AnswerListener listener) {
        return new Http2Stream(this, connection, listener);
    }

    /** A stream is over; the connection can carry another one. */
    void streamEnded() {
        if (broken) {
            lent--;
            if (lent == 0) {
                close();
            }
        } else {
            pool.giveBack(this);
        }
    }

    @Override
    void close() {
        broken = true;
        var _ = connection.close();
    }
}
