package io.raygate.listener;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The first moment of a connection: Vert.x adds it to the channel as its TLS handler, and it at
 * once gives its place to the gate of the listener. It encrypts nothing itself, so all share one
 * engine that nobody talks to.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise that is passed on tells
final class Entrance extends SslHandler {
    private final @Nullable ChannelHandler gate;
    private final @Nullable String protocol;

    /** What an event loop does with a connection before it is HTTP. */
    interface Guard {

        /** A connection was accepted; the context is that of its gate. */
        void accepted(ChannelHandlerContext ctx);

        /** It was turned away at the gate, for {@code reason}. */
        void refused(String reason);
    }

    private Entrance(@Nullable ChannelHandler gate, @Nullable String protocol) {
        super(Unused.ENGINE);
        this.gate = gate;
        this.protocol = protocol;
    }

    /** Leads to {@code gate}. */
    static Entrance to(ChannelHandler gate) {
        return new Entrance(gate, null);
    }

    /** What Vert.x asks for the protocol of a connection whose gate has found it out. */
    static Entrance passed(String protocol) {
        return new Entrance(null, protocol);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (gate != null) {
            WireGuard.succeed(ctx, gate);
        }
    }

    @Override
    public @Nullable String applicationProtocol() {
        return protocol;
    }

    /** Vert.x's handler of HTTP/2 writes as soon as it is there. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** Nothing was begun, so nothing is to be undone. */
    @Override
    public void handlerRemoved0(ChannelHandlerContext ctx) {}

    /** Made at first use. */
    private static final class Unused {
        static final SSLEngine ENGINE = engine();

        private static SSLEngine engine() {
            try {
                return SSLContext.getDefault().createSSLEngine();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
