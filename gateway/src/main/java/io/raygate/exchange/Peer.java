package io.raygate.exchange;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the other end of the connection, and how it was made.
 *
 * @param address without port; what PROXY protocol says where the listener takes it (S-83)
 * @param secure whether the connection is TLS
 * @param serverName what the TLS handshake named, or null
 */
record Peer(String listener, String address, boolean secure, @Nullable String serverName) {

    static Peer of(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        boolean secure = request.isSSL();
        return new Peer(
                exchange.listener(),
                address(request.remoteAddress()),
                secure,
                secure ? request.connection().indicatedServerName() : null);
    }

    /** The numeric address; a connection that is gone already, or has none, is {@code unknown}. */
    private static String address(@Nullable SocketAddress remote) {
        String text = remote == null ? null : remote.hostAddress();
        if (text == null) {
            return "unknown";
        }
        return text.indexOf(':') < 0 ? text : shortest(text);
    }

    private static String shortest(String text) {
        int zone = text.indexOf('%');
        IpAddress address = IpAddressParser.parse(zone < 0 ? text : text.substring(0, zone));
        return address == null ? text : address.toString();
    }
}
