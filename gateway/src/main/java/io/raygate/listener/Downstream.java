package io.raygate.listener;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.raygate.exchange.IpAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its accept on: whether it may be there, and how long it may take until it has
 * become HTTP. Confined to an event loop.
 */
final class Downstream {
    private static final AttributeKey<Downstream> KEY = AttributeKey.valueOf("raygate.downstream");

    private final Loop loop;
    private final Channel channel;
    private final Deadline deadline = new Deadline(this::expired);
    private boolean entered;
    private boolean handshaken;
    private @Nullable IpAddress counted;

    private Downstream(Loop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
        channel.attr(KEY).set(this);
        channel.closeFuture().addListener(closed -> gone());
    }

    /** That of the channel, made now if this is its accept. */
    static Downstream of(Loop loop, Channel channel) {
        var known = channel.attr(KEY).get();
        return known == null ? new Downstream(loop, channel) : known;
    }

    /** Whether the peer is to name its client before anything else. */
    boolean isProxied() {
        var peer = peer();
        return loop.settings().proxyProtocol() && peer != null && loop.connections().trusts(peer);
    }

    /** Lets the peer in, or closes the connection; an address that a proxy named counts as is. */
    boolean enter(@Nullable IpAddress named) {
        if (entered) {
            return channel.isActive();
        }
        var address = named == null ? peer() : named;
        boolean exempt = named == null && address != null && loop.connections().trusts(address);
        counted = exempt ? null : address;
        var reason = loop.connections().enter(counted);
        entered = reason == null;
        if (reason != null) {
            refuse(reason);
        }
        return entered;
    }

    /** Ends a connection that must not become a request. */
    void refuse(String reason) {
        loop.refused(reason);
        close();
    }

    /** TLS begins: it must be done in time, and HTTP must begin in time after it. */
    void handshakes() {
        loop.deadlines().handshake().arm(deadline);
    }

    /** Its first bytes must come in time, and with HTTP/2 all that it must begin with. */
    void awaits() {
        handshaken = true;
        loop.deadlines().head().arm(deadline);
    }

    /** HTTP has begun; from now on its own deadlines hold. */
    void becomesHttp() {
        deadline.cancel();
    }

    private void expired() {
        if (!handshaken && WireGuard.isHandshaken(channel)) {
            awaits();
            return;
        }
        loop.timedOut(handshaken ? "head" : "handshake");
        close();
    }

    private void gone() {
        deadline.cancel();
        if (entered) {
            loop.connections().leave(counted);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close future tells
    private void close() {
        channel.close();
    }

    private @Nullable IpAddress peer() {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                ? IpAddress.of(remote.getAddress())
                : null;
    }
}
