package io.raygate.forward;

import io.vertx.core.http.HttpClientConnection;

/** An HTTP/2 connection to an endpoint: many exchanges at once, each on a stream of its own. */
final class Http2Connection extends UpstreamConnection {
    private final EndpointPool pool;
    private final HttpClientConnection connection;
    private boolean broken;

    Http2Connection(EndpointPool pool, HttpClientConnection connection, long openedNanos) {
        super(openedNanos);
        this.pool = pool;
        this.connection = connection;
        connection.goAwayHandler(goAway -> broken = true);
        connection.closeHandler(
                closed -> {
                    broken = true;
                    pool.closed(this);
                });
    }

    /** What the upstream allows, which it may change, and never more than we ask for. */
    @Override
    int capacity() {
        return Math.clamp(connection.maxActiveStreams(), 1, Http2Connector.STREAMS);
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
