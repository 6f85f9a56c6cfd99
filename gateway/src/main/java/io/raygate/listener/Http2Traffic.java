package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Sees the bytes of an HTTP/2 connection on both sides of its codec. */
@SuppressWarnings("FutureReturnValueIgnored") // the promise that is passed on tells
final class Http2Traffic extends ChannelDuplexHandler {
    private static final int FRAME_HEADER = 9;
    private static final int TYPE_AT = 3;
    private static final int DATA = 0;

    /** What a peer may still send after it was told to end. */
    private static final int MOST_LATE = 64 * 1024;

    private final Http2Watch watch;
    private boolean lingering;
    private int late;

    Http2Traffic(Http2Watch watch) {
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (lingering) {
            drop(ctx, (ByteBuf) message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /**
     * The codec writes the header of a DATA frame as a buffer of its own, with padding or without.
     */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf frame
                && (frame.readableBytes() | 1) == (FRAME_HEADER | 1)
                && frame.getByte(frame.readerIndex() + TYPE_AT) == DATA) {
            watch.meter().sentData();
        }
        ctx.write(message, promise);
    }

    private void drop(ChannelHandlerContext ctx, ByteBuf bytes) {
        late += bytes.readableBytes();
        bytes.release();
        if (late > MOST_LATE) {
            ctx.close();
        }
    }

    /** The GOAWAY must get through while the peer still sends. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (lingering || !watch.isFaulted() || !ctx.channel().isActive()) {
            ctx.close(promise);
            return;
        }
        lingering = true;
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        watch.loop().deadlines().linger().arm(lingered(ctx));
        LingeringClose.begin(ctx);
    }

    private static Deadline lingered(ChannelHandlerContext ctx) {
        var deadline = new Deadline(ctx::close);
        ctx.channel().closeFuture().addListener(closed -> deadline.cancel());
        return deadline;
    }

    /** Vert.x would turn streams away that are under way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (WireGuard.isShutdown(event)) {
            watch.leave();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.gone();
        ctx.fireChannelInactive();
    }
}
