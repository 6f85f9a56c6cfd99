package io.raygate.listener;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * What Vert.x takes for its TLS context. The handler that it gets from here for a new connection is
 * the {@link Entrance}, whose gate finds out which certificate a client asks for, or whether it
 * speaks HTTP/2 in clear text; so new certificates are in use without Vert.x having to know.
 */
@SuppressWarnings("deprecation") // what the class that must be extended asks for
final class EntranceContext extends SslContext {
    private final Supplier<ChannelHandler> gates;

    private EntranceContext(Supplier<ChannelHandler> gates) {
        this.gates = gates;
    }

    /**
     * Options that make Vert.x use this context.
     *
     * @param gates gives a new connection its gate, on the connection's event loop
     */
    static SSLEngineOptions options(Supplier<ChannelHandler> gates) {
        return new Options(new EntranceContext(gates));
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls) {
        return Entrance.to(gates.get());
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Executor delegated) {
        return newHandler(allocator, false);
    }

    @Override
    public SslHandler newHandler(
            ByteBufAllocator allocator, String host, int port, Executor delegated) {
        return newHandler(allocator, false);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return List.of();
    }

    @Override
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return List::of;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        throw new UnsupportedOperationException("engines are made behind the gate");
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return newEngine(allocator);
    }

    @Override
    public SSLSessionContext sessionContext() {
        throw new UnsupportedOperationException("sessions are kept behind the gate");
    }

    private static final class Options extends SSLEngineOptions {
        private final EntranceContext context;

        Options(EntranceContext context) {
            this.context = context;
        }

        @Override
        public SSLEngineOptions copy() {
            return this;
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return () -> context;
        }
    }
}
