package io.raygate.listener;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * What Vert.x takes for its TLS context. The handler that it gets from here for a new connection is
 * the {@link TlsEntrance}, which puts the true one in its place once it is known which certificate
 * the client asks for; so new certificates are in use without Vert.x having to know.
 */
@SuppressWarnings("deprecation") // what the class that must be extended asks for
final class TlsContext extends SslContext {
    private final ListenerTls tls;
    private final Supplier<TlsEntrance.Guard> guard;

    private TlsContext(ListenerTls tls, Supplier<TlsEntrance.Guard> guard) {
        this.tls = tls;
        this.guard = guard;
    }

    /**
     * Options that make Vert.x use this context.
     *
     * @param guard gives the guard of the event loop that it is called on
     */
    static SSLEngineOptions options(ListenerTls tls, Supplier<TlsEntrance.Guard> guard) {
        return new Options(new TlsContext(tls, guard));
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls) {
        return new TlsEntrance(tls, guard.get());
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

    private SslContext first() {
        return Objects.requireNonNull(tls.select(null));
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return first().cipherSuites();
    }

    @Override
    public io.netty.handler.ssl.ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return first().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return first().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return first().newEngine(allocator, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return first().sessionContext();
    }

    private static final class Options extends SSLEngineOptions {
        private final TlsContext context;

        Options(TlsContext context) {
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
