package io.raygate.loadtest.load;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the load goes: a URL whose host has been resolved once, so that a name cannot lead
 * elsewhere later.
 */
public record Target(URI url, InetAddress address) {

    /**
     * Resolves the host of an absolute {@code http}, {@code https}, {@code ws} or {@code wss} URL.
     *
     * @throws IllegalArgumentException with a reason for the user: no such URL or host, or an
     *     address off loopback while {@code remoteAllowed} is false
     */
    public static Target of(URI url, boolean remoteAllowed) {
        if (url.getHost() == null
                || !Arrays.asList("http", "https", "ws", "wss").contains(url.getScheme())) {
            throw new IllegalArgumentException(url + ": not an http, https, ws or wss URL");
        }
        try {
            InetAddress[] all = InetAddress.getAllByName(url.getHost());
            if (!remoteAllowed && !Arrays.stream(all).allMatch(InetAddress::isLoopbackAddress)) {
                throw new IllegalArgumentException(
                        url.getHost() + " is not on this machine: --allow-remote if that is meant");
            }
            return new Target(url, all[0]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(url.getHost() + ": no such host", e);
        }
    }

    boolean isTls() {
        return url.getScheme().equals("https") || url.getScheme().equals("wss");
    }

    int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls() ? 443 : 80;
    }

    SocketAddress socketAddress() {
        return SocketAddress.inetSocketAddress(port(), address.getHostAddress());
    }

    /** The request target in origin form. */
    String path() {
        String path = Optional.ofNullable(url.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
