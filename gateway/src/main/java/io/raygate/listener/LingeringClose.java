package io.raygate.listener;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;

/**
 * Ends our direction once all is written and leaves the other one open, so that the peer can read
 * the answer before a reset would take it away (RFC 9112, 9.6).
 */
final class LingeringClose {
    private LingeringClose() {}

    /** The caller sees to it that the connection ends in time if the peer does not end it. */
    static void begin(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput(ctx.channel()));
    }

    private static void endOutput(Channel channel) {
        var tls = WireGuard.tls(channel);
        if (tls != null) {
            tls.closeOutbound().addListener(notified -> shutdown(channel));
        } else {
            shutdown(channel);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the caller's deadline covers a failure
    private static void shutdown(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }
}
