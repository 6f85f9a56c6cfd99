package io.raygate.loadtest.serve.socket;

import io.vertx.core.Future;

/** One port of the cluster; used on its event loop. */
public interface Listener {

    /** Binds the port: any free one at first if none was named, the same one ever after. */
    Future<Void> listen();

    /** Frees the port and cuts every connection, so that callers are refused. */
    Future<Void> close();

    /** The port, known once {@link #listen} has completed. */
    int port();
}
