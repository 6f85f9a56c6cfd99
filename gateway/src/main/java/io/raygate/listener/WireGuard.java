package io.raygate.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts our guards into the channels that Vert.x has set up; the only class here that knows how it
 * does that, since an upgrade of Vert.x may change it. One per event loop.
 */
final class WireGuard implements Entrance.Guard {
    private static final String DECODER = "httpDecoder";
    private static final String HANDLER = "handler";
    private static final String INBOUND = "raygateInbound";
    private static final String OUTBOUND = "raygateOutbound";
    private static final String FRAMES = "raygateFrames";
    private static final String TRAFFIC = "raygateTraffic";

    private final Loop loop;
    private final Map<HttpConnection, Http1Turn> turns = new HashMap<>();
    private final Map<HttpConnection, Http2Watch> watches = new HashMap<>();

    WireGuard(Loop loop) {
        this.loop = loop;
    }

    /** A connection was accepted behind a door; nothing has been read from it. */
    @Override
    public void accepted(ChannelHandlerContext ctx) {
        var downstream = Downstream.of(loop, ctx.channel());
        if (loop.settings().tls().isPresent()) {
            downstream.handshakes();
        } else {
            downstream.awaits();
        }
        if (loop.settings().http2() || loop.settings().h2c()) {
            ctx.pipeline().addAfter(ctx.name(), FRAMES, new FrameGate(loop));
        }
        if (downstream.isProxied()) {
            expectProxyHeader(ctx.pipeline(), ctx.name(), downstream);
        } else {
            downstream.enter(null);
        }
    }

    @Override
    public void refused(String reason) {
        loop.refused(reason);
    }

    /**
     * Called once for each connection that has become HTTP, before any byte of a request is looked
     * at; false: it was refused and closed.
     */
    boolean guard(HttpConnection connection) {
        var ctx = ((ConnectionBase) connection).channelHandlerContext();
        var pipeline = ctx.pipeline();
        var downstream = Downstream.of(loop, ctx.channel());
        boolean proxied = !hasDoor() && downstream.isProxied();
        if (!proxied && !downstream.enter(null)) {
            return false;
        }
        downstream.becomesHttp();
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            guardHttp2(connection, ctx);
        } else {
            guardHttp1(connection, pipeline);
        }
        if (proxied) {
            expectProxyHeader(pipeline, INBOUND, downstream);
        }
        return true;
    }

    /**
     * Forgets the connection once its channel has closed, and calls back then. Vert.x does not tell
     * of the end of a connection that has become a raw socket, so the channel is asked.
     */
    void whenGone(HttpConnection connection, Runnable callback) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .channel()
                .closeFuture()
                .addListener(
                        closed -> {
                            turns.remove(connection);
                            watches.remove(connection);
                            callback.run();
                        });
    }

    /** The guard of an HTTP/1 connection, or null. */
    @Nullable Http1Turn turn(HttpConnection connection) {
        return turns.get(connection);
    }

    /** The guard of an HTTP/2 connection, or null. */
    @Nullable Http2Watch watch(HttpConnection connection) {
        return watches.get(connection);
    }

    /** Whether the connection was let in. */
    boolean guards(HttpConnection connection) {
        return turns.containsKey(connection) || watches.containsKey(connection);
    }

    private void guardHttp1(HttpConnection connection, ChannelPipeline pipeline) {
        var reader =
                new RequestReader(loop.settings().head(), loop.line(), Http1xHeaders::httpHeaders);
        var turn = new Http1Turn(loop, reader);
        if (pipeline.get(FRAMES) != null) {
            pipeline.remove(FRAMES);
        }
        pipeline.replace(DECODER, DECODER, new UpgradeMark(pipeline));
        pipeline.addBefore(HANDLER, INBOUND, turn.inbound());
        pipeline.addBefore(HANDLER, OUTBOUND, turn.outbound());
        turn.begin(pipeline.context(INBOUND));
        turns.put(connection, turn);
    }

    private void guardHttp2(HttpConnection connection, ChannelHandlerContext ctx) {
        var frames = ctx.pipeline().get(FrameGate.class);
        var watch = new Http2Watch(loop, connection, ctx, frames);
        var decoder = ((Http2ConnectionHandler) ctx.handler()).decoder();
        decoder.frameListener(new Http2Inbound(decoder.frameListener(), watch));
        ctx.pipeline().addBefore(HANDLER, TRAFFIC, new Http2Traffic(watch));
        watches.put(connection, watch);
        watch.begin();
    }

    /** Whether connections were seen before they became HTTP. */
    private boolean hasDoor() {
        return loop.settings().tls().isPresent() || loop.settings().h2c();
    }

    private static void expectProxyHeader(
            ChannelPipeline pipeline, String before, Downstream downstream) {
        pipeline.addBefore(before, null, ProxyHeader.decoder());
        pipeline.addBefore(before, null, new ProxyHeader(downstream));
    }

    /** What Vert.x is to take for the address of the peer. */
    static void comesFrom(Channel channel, InetSocketAddress client) {
        channel.attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
                .set(SocketAddress.inetSocketAddress(client.getPort(), client.getHostString()));
    }

    /** Whether Vert.x tells a connection to end in some time, and not at once. */
    static boolean isShutdown(Object event) {
        return event instanceof ShutdownEvent shutdown && !shutdown.timeout().isZero();
    }

    /** Takes a handler out that has done its part. */
    static void leave(ChannelHandlerContext ctx) {
        ctx.pipeline().remove(ctx.handler());
    }

    /**
     * A gate has found out the protocol of its connection: Vert.x puts its handlers in, and what
     * the gate has read goes on to them.
     */
    static void becomes(ChannelHandlerContext gate, HttpVersion version) {
        var passed = Entrance.passed(version.alpnName());
        gate.pipeline().addAfter(gate.name(), null, passed);
        gate.fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        gate.pipeline().remove(passed);
        leave(gate);
    }

    /** Puts a handler in the place, and under the name, of another. */
    static void succeed(ChannelHandlerContext ctx, ChannelHandler successor) {
        ctx.pipeline().replace(ctx.handler(), ctx.name(), successor);
    }

    /** The TLS of a channel, or null. */
    static @Nullable SslHandler tls(Channel channel) {
        return channel.pipeline().get(SslHandler.class);
    }

    static boolean isHandshaken(Channel channel) {
        var tls = tls(channel);
        return tls != null && tls.handshakeFuture().isSuccess();
    }

    /**
     * Stands where Vert.x expects its decoder. On an upgrade Vert.x takes that name out and then
     * puts the handler of the raw socket in; only when both have happened can bytes that came early
     * be passed on (S-14), so ours go one round of the loop later.
     */
    private static final class UpgradeMark extends ChannelInboundHandlerAdapter {
        private final ChannelPipeline pipeline;

        UpgradeMark(ChannelPipeline pipeline) {
            this.pipeline = pipeline;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            if (ctx.channel().isActive()) {
                ctx.executor().execute(() -> ctx.executor().execute(this::leave));
            }
        }

        private void leave() {
            if (pipeline.get(INBOUND) != null) {
                pipeline.remove(OUTBOUND);
                pipeline.remove(INBOUND);
            }
        }
    }
}
