package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * The place of {@link FrameOrder} in the channel: behind TLS if there is any, from the first byte
 * on.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {
    private final FloodMeter meter;
    private final FrameOrder order;
    private boolean broken;

    FrameGate(Loop loop) {
        meter = new FloodMeter(loop::nanos, loop.settings().http2Limits().resets());
        order = new FrameOrder(meter);
    }

    /** What counts the frames of the connection, from the first on. */
    FloodMeter meter() {
        return meter;
    }

    FrameOrder order() {
        return order;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        var fault = broken ? null : order.look(bytes);
        if (broken || fault != null) {
            broken = true;
            bytes.release();
        } else {
            ctx.fireChannelRead(message);
        }
        if (fault != null) {
            ctx.fireExceptionCaught(
                    Http2Exception.connectionError(fault, "a stream that is over, or a flood"));
        }
    }
}
