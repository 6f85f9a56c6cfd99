package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/** The place of {@link Http2Watch} in a connection: it sees each frame before Vert.x does. */
final class Http2Inbound extends Http2FrameListenerDecorator {
    private final Http2Watch watch;

    Http2Inbound(Http2FrameListener next, Http2Watch watch) {
        super(next);
        this.watch = watch;
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        watch.heard();
        if (!data.isReadable() && !end) {
            watch.emptyData();
        }
        return super.onDataRead(ctx, stream, data, padding, end);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (watch.admits(ctx, stream, headers)) {
            super.onHeadersRead(ctx, stream, measured(headers, end), padding, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (watch.admits(ctx, stream, headers)) {
            var request = measured(headers, end);
            super.onHeadersRead(ctx, stream, request, dependency, weight, exclusive, padding, end);
        }
    }

    /**
     * Vert.x hands a request over before it says that it has ended with its head; the length says
     * so in time, so that no body is waited for or sent on (RFC 9113, 8.1.1).
     */
    private static Http2Headers measured(Http2Headers headers, boolean end) {
        boolean bodiless = end && headers.method() != null;
        if (bodiless && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, "0");
        }
        return headers;
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int stream, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        watch.heard();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
            throws Http2Exception {
        watch.heard();
        watch.answers(ctx);
        watch.judge(settings);
        super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        watch.heard();
        super.onSettingsAckRead(ctx);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long code)
            throws Http2Exception {
        watch.heard();
        super.onRstStreamRead(ctx, stream, code);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        watch.heard();
        watch.answers(ctx);
        super.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        watch.heard();
        super.onPingAckRead(ctx, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int last, long code, ByteBuf debug)
            throws Http2Exception {
        watch.heard();
        super.onGoAwayRead(ctx, last, code, debug);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int stream, int increment)
            throws Http2Exception {
        watch.widened(stream);
        super.onWindowUpdateRead(ctx, stream, increment);
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        watch.heard();
    }
}
