package io.raygate;

import io.netty.handler.ssl.OpenSsl;
import io.raygate.auth.jwt.NativeProvider;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.Connections;
import io.vertx.core.Vertx;

/** What this process can carry and what works natively in it, in one line for its log (S-104). */
record StartLine(ConnectionCaps caps, int eventLoops, boolean nativeTransport) {

    static StartLine of(ConnectionCaps caps, GatewayParts parts, Vertx vertx) {
        return new StartLine(caps, parts.eventLoops(), vertx.isNativeTransportEnabled());
    }

    @Override
    public String toString() {
        return "limits: "
                + caps.max()
                + " connections, "
                + caps.perAddress()
                + " an address, "
                + Connections.descriptors()
                + " descriptors, "
                + eventLoops
                + " event loops, heap "
                + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MiB; native transport "
                + (nativeTransport ? "on" : "off")
                + ", TLS by "
                + (OpenSsl.isAvailable() ? OpenSsl.versionString() : "none")
                + ", signatures by "
                + NativeProvider.title();
    }
}
