package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Waits in clear text for the first bytes, which tell HTTP/2 with prior knowledge from HTTP/1 (RFC
 * 9113, 3.4), and tells Vert.x of it as TLS would.
 */
final class PrefaceGate extends ByteToMessageDecoder {
    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final Entrance.Guard guard;

    PrefaceGate(Entrance.Guard guard) {
        this.guard = guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        guard.accepted(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (!isPreface(in, length)) {
            WireGuard.becomes(ctx, HttpVersion.HTTP_1_1);
        } else if (length == PREFACE.readableBytes()) {
            WireGuard.becomes(ctx, HttpVersion.HTTP_2);
        }
    }

    private boolean isPreface(ByteBuf in, int length) {
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    /** What is left when the connection ends is neither. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }
}
