package io.raygate.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The first moment of a TLS connection: Vert.x adds it to the channel as its TLS handler, and it at
 * once gives its place to the {@link ServerNameGate}. It is never in use itself, so all share one
 * engine that nobody talks to.
 */
final class TlsEntrance extends SslHandler {
    private final ListenerTls tls;
    private final Guard guard;

    /** What an event loop does with a TLS connection. */
    interface Guard {

        /** A connection was accepted; the context is that of its {@link ServerNameGate}. */
        void accepted(ChannelHandlerContext ctx);

        /** The client's hello was refused, for {@code reason}. */
        void refused(String reason);
    }

    TlsEntrance(ListenerTls tls, Guard guard) {
        super(Unused.ENGINE);
        this.tls = tls;
        this.guard = guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        WireGuard.succeed(ctx, new ServerNameGate(tls, guard));
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
