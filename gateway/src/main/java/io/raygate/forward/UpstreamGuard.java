package io.raygate.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.Map;

/**
 * Takes a connected socket out of Vert.x's hands: from here on only our own strict handler reads
 * what an upstream sends (vertx.md, section 1). The one class of this package that touches a
 * pipeline.
 */
final class UpstreamGuard {
    private static final WriteBufferWaterMark QUEUE =
            new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private UpstreamGuard() {}

    /** Leaves TLS in the pipeline and replaces all else by {@code handler}; on the event loop. */
    static void take(NetSocket socket, ChannelHandler handler) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        ChannelPipeline pipeline = channel.pipeline();
        for (Map.Entry<String, ChannelHandler> each : pipeline.toMap().entrySet()) {
            if (!(each.getValue() instanceof SslHandler)) {
                pipeline.remove(each.getKey());
            }
        }
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUE);
        // A write that fails must not throw away an early answer that can still be read.
        channel.config().setAutoClose(false);
        pipeline.addLast("upstream", handler);
    }

    /** The bytes of a buffer, not copied; writing them to a channel leaves the buffer readable. */
    static ByteBuf bytes(Buffer buffer) {
        return ((BufferInternal) buffer).getByteBuf();
    }

    /** A buffer of these bytes, not copied: they must be unpooled, since nobody releases them. */
    static Buffer buffer(ByteBuf bytes) {
        return BufferInternal.buffer(bytes);
    }
}
