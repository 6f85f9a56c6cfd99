package io.raygate.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.ReferenceCountUtil;
import io.raygate.exchange.IpAddressParser;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes the client's address from the PROXY protocol header that a trusted peer must send first,
 * version 2 and TCP only, and ends the connection where that is not what comes (S-83).
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    /** Room for what load balancers add; certificates do not fit, and nobody reads them. */
    private static final int EXTRA_BYTES = 2048;

    private final Downstream downstream;

    ProxyHeader(Downstream downstream) {
        this.downstream = downstream;
    }

    /** Whether the codec is there; without it a listener that needs it must not start. */
    static boolean isAvailable(ClassLoader classes) {
        try {
            Class.forName("io.netty.handler.codec.haproxy.HAProxyMessageDecoder", false, classes);
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** What must stand before this handler. */
    static HAProxyMessageDecoder decoder() {
        return new HAProxyMessageDecoder(EXTRA_BYTES, true);
    }

    /** What comes behind a header that was refused goes nowhere. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HAProxyMessage header) {
            try {
                read(ctx, header);
            } finally {
                header.release();
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext ctx, HAProxyMessage header) {
        if (header.protocolVersion() != HAProxyProtocolVersion.V2) {
            downstream.refuse("proxy_header");
            return;
        }
        InetSocketAddress client = null;
        if (header.command() == HAProxyCommand.PROXY) {
            client = client(header);
            if (client == null) {
                downstream.refuse("proxy_header");
                return;
            }
            WireGuard.comesFrom(ctx.channel(), client);
        }
        if (downstream.enter(client == null ? null : IpAddressParser.parse(text(header)))) {
            WireGuard.leave(ctx);
        }
    }

    private static @Nullable InetSocketAddress client(HAProxyMessage header) {
        boolean tcp =
                header.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                        || header.proxiedProtocol() == HAProxyProxiedProtocol.TCP6;
        return tcp && IpAddressParser.parse(text(header)) != null
                ? InetSocketAddress.createUnresolved(text(header), header.sourcePort())
                : null;
    }

    private static String text(HAProxyMessage header) {
        var source = header.sourceAddress();
        return source == null ? "" : source;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        downstream.refuse("proxy_header");
    }
}
