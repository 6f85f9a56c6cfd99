package io.raygate.admin;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds the connections to the admin listener. Where there are too many, the one that has waited
 * longest for a request to be whole makes room, so that nobody keeps others out by holding idle
 * ones; where all are at work the new one is closed unanswered. Any thread.
 */
final class AdminConnections {
    /** Far more than people and their tools need, and little beside {@code connections.max}. */
    static final int MOST = 256;

    private final Set<HttpConnection> open = new HashSet<>();

    /** Those without a whole request, in the order in which they began to wait. */
    private final Set<HttpConnection> waiting = new LinkedHashSet<>();

    synchronized void opened(HttpConnection connection) {
        connection.closeHandler(closed -> forget(connection));
        if (open.size() >= MOST && !makeRoom()) {
            connection.close();
            return;
        }
        open.add(connection);
        waiting.add(connection);
    }

    /** The head of a request is there, which says nothing of the rest of it. */
    void began(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        request.response().endHandler(ended -> rest(connection));
    }

    /** All of a request is there, and is worked on until it is answered. */
    synchronized void whole(HttpServerRequest request) {
        waiting.remove(request.connection());
    }

    private synchronized void rest(HttpConnection connection) {
        if (open.contains(connection)) {
            waiting.remove(connection);
            waiting.add(connection);
        }
    }

    private synchronized void forget(HttpConnection connection) {
        open.remove(connection);
        waiting.remove(connection);
    }

    private boolean makeRoom() {
        Iterator<HttpConnection> longest = waiting.iterator();
        if (!longest.hasNext()) {
            return false;
        }
        HttpConnection connection = longest.next();
        longest.remove();
        open.remove(connection);
        connection.close();
        return true;
    }
}
