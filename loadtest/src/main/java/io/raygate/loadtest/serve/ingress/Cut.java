package io.raygate.loadtest.serve.ingress;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Ends a connection as the death of a process does: without a last chunk and without a close frame.
 */
final class Cut {

    private Cut() {}

    static void off(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channelHandlerContext().channel();
        channel.flush();
        // From the head of the pipeline: Vert.x would send a close frame on the way there.
        var _ = channel.pipeline().firstContext().close();
    }
}
