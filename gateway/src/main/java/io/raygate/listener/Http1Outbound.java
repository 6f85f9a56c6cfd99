package io.raygate.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** The place of {@link Http1Turn} in the channel where answers go out. */
@SuppressWarnings("FutureReturnValueIgnored") // the promise that is passed on tells
final class Http1Outbound extends ChannelOutboundHandlerAdapter {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int CONTINUE = 100;
    private static final int FIRST_FINAL = 200;

    private final Http1Turn turn;

    Http1Outbound(Http1Turn turn) {
        this.turn = turn;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            int status = response.status().code();
            if (status < FIRST_FINAL) {
                interim(status);
                ctx.write(message, promise);
                return;
            }
            turn.answers(response, message instanceof LastHttpContent);
        }
        if (message instanceof LastHttpContent) {
            end(ctx, message, promise);
        } else {
            ctx.write(message, promise);
        }
    }

    private void interim(int status) {
        if (status == SWITCHING_PROTOCOLS) {
            turn.upgrades();
        } else if (status == CONTINUE) {
            turn.continues();
        }
    }

    private void end(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (turn.isClosing()) {
            turn.answered();
            ctx.write(message, promise.unvoid().addListener(written -> turn.finish()));
        } else {
            ctx.write(message, promise);
            turn.answered();
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (turn.isToLinger()) {
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
            turn.finish();
        } else {
            ctx.close(promise);
        }
    }
}
