package io.raygate.forward;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;

/**
 * A client of Vert.x and how many of its connections are open. An attempt that hangs ends only with
 * its whole client, so such a client is given up: it opens nothing more and is closed with the last
 * of its connections. Confined to one event loop.
 */
final class Http2Client {
    private final HttpClientAgent client;
    private int open;
    private boolean over;

    Http2Client(HttpClientAgent client) {
        this.client = client;
    }

    Future<HttpClientConnection> connect(HttpConnectOptions options) {
        return client.connect(options);
    }

    boolean isOver() {
        return over;
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
        closeWhenUnused();
    }

    void giveUp() {
        over = true;
        closeWhenUnused();
    }

    private void closeWhenUnused() {
        if (over && open == 0) {
            close();
        }
    }

    void close() {
        var _ = client.close();
    }
}
