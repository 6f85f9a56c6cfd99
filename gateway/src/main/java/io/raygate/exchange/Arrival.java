package io.raygate.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * A request head as it arrived, before anything in it is believed.
 *
 * @param version null for a version in text form other than HTTP/1.0 and HTTP/1.1
 * @param target the request target, or {@code :path}; null where a CONNECT has none
 * @param scheme {@code :scheme}, or null where the version has none
 * @param authority {@code :authority}, or the Host that an HTTP/2 request has in its place
 */
record Arrival(
        @Nullable HttpVersion version,
        String method,
        @Nullable String target,
        @Nullable String scheme,
        @Nullable String authority,
        MultiMap fields,
        Peer peer) {

    static Arrival of(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        HttpVersion version = request.version();
        HostAndPort authority = version == HttpVersion.HTTP_2 ? request.authority() : null;
        return new Arrival(
                version,
                request.method().name(),
                request.uri(),
                version == HttpVersion.HTTP_2 ? request.scheme() : null,
                authority == null ? null : authority.toString(),
                request.headers(),
                Peer.of(exchange));
    }

    boolean isHttp2() {
        return version == HttpVersion.HTTP_2;
    }

    boolean isHttp10() {
        return version == HttpVersion.HTTP_1_0;
    }
}
