package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** The place of {@link Http1Turn} in the channel where bytes come in. */
final class Http1Inbound extends ByteToMessageDecoder {
    private final Http1Turn turn;
    private boolean reading;

    Http1Inbound(Http1Turn turn) {
        this.turn = turn;
    }

    /** Whether bytes wait here that no request has taken yet. */
    boolean isHolding() {
        return internalBuffer().isReadable();
    }

    /** Looks at the bytes that wait here once more, unless that is going on already. */
    void lookAgain(ChannelHandlerContext ctx) {
        if (!reading && isHolding()) {
            ctx.executor().execute(() -> readHeld(ctx));
        }
    }

    private void readHeld(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception failure) {
            ctx.fireExceptionCaught(failure);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        reading = true;
        try {
            super.channelRead(ctx, message);
        } finally {
            reading = false;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        turn.read(in, out);
    }

    /** What is left when the connection ends is no request. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    /** Vert.x would end connections on which a request may be under way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (WireGuard.isShutdown(event)) {
            turn.drain();
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        turn.gone();
        super.channelInactive(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        turn.writable(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    /** Vert.x fails the connection after it answered a broken request; that is ours to end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof FramingException)) {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        turn.gone();
    }
}
