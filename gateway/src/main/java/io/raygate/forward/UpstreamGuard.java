package io.raygate.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;

/**
 * Takes a connected socket out of Vert.x's hands: from here on only our own strict handler reads
 * what an upstream sends (S-37 to S-39); HTTP/2 is left to Vert.x, but watched. The one class of
 * this package that touches a pipeline.
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
        readOnAfterFailedWrites(channel);
        pipeline.addLast("upstream", handler);
    }

    /** Sees the answers on an HTTP/2 connection before Vert.x does; on the event loop. */
    static void watch(
            HttpClientConnection connection, int mostInterims, AnswerFrames.Events events) {
        ConnectionBase base = (ConnectionBase) ((UnpooledHttpClientConnection) connection).unwrap();
        Http2ConnectionHandler handler =
                (Http2ConnectionHandler) base.channelHandlerContext().handler();
        Http2ConnectionDecoder decoder = handler.decoder();
        decoder.frameListener(
                new AnswerFrames(
                        decoder.frameListener(), handler.connection(), mostInterims, events));
        readOnAfterFailedWrites(base.channel());
    }

    /** Else what an upstream said before it reset the connection would be lost. */
    private static void readOnAfterFailedWrites(Channel channel) {
        channel.config().setAutoClose(false);
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
