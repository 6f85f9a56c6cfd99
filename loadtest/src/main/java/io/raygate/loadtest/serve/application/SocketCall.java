package io.raygate.loadtest.serve.application;

import io.vertx.core.MultiMap;
import io.vertx.core.http.ServerWebSocket;

/** One accepted WebSocket inside a replica. */
public interface SocketCall {

    /** The socket; the ingress closes it at the request timeout or when the replica dies. */
    ServerWebSocket socket();

    /** The fields of the handshake request. */
    MultiMap headers();

    /** The handler raised: the connection is cut without a close frame. */
    void raise();
}
