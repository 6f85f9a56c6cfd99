package io.raygate.listener;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the client's hello, at most 16 KiB of it, and starts TLS with the certificate that it
 * asks for, or ends the connection with the alert {@code unrecognized_name} (S-75).
 */
final class ServerNameGate extends AbstractSniHandler<SslContext> {
    private static final int HELLO_BYTES = 16 * 1024;

    /** A record of TLS 1.2: alert, two bytes, fatal, unrecognized_name (RFC 8446, 6; RFC 6066). */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private final ListenerTls tls;
    private final Entrance.Guard guard;

    /** Our own deadlines end a handshake in time, so this class needs none. */
    ServerNameGate(ListenerTls tls, Entrance.Guard guard) {
        super(HELLO_BYTES, 0);
        this.tls = tls;
        this.guard = guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        guard.accepted(ctx);
    }

    @Override
    protected Future<SslContext> lookup(ChannelHandlerContext ctx, @Nullable String name) {
        var context = tls.select(name);
        return context == null
                ? ctx.executor().newFailedFuture(new UnknownName())
                : ctx.executor().newSucceededFuture(context);
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext ctx, @Nullable String name, Future<SslContext> found) {
        if (found.isSuccess()) {
            var handler = found.getNow().newHandler(ctx.alloc());
            handler.setHandshakeTimeoutMillis(0);
            WireGuard.succeed(ctx, handler);
        } else {
            guard.refused("unrecognized_name");
            ctx.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Says nothing about our code, so it has no stack. */
    private static final class UnknownName extends IOException {
        @java.io.Serial private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
