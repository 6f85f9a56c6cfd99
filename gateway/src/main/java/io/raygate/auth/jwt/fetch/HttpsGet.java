package io.raygate.auth.jwt.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Gets a small document over HTTPS from a peer that must lie where it may (S-54): the name is
 * resolved once, every address that it has is checked, and the connection goes to one of these very
 * addresses, so that a name which changes its mind changes nothing. No redirect is followed.
 */
final class HttpsGet {
    static final int LARGEST = 1 << 20;
    private static final int HTTPS = 443;
    private static final int OK = 200;

    private final HttpClient client;
    private final Resolver resolver;
    private final boolean allowPrivateAddress;

    /** Asks for the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        Future<List<InetAddress>> resolve(String host);
    }

    HttpsGet(HttpClient client, Resolver resolver, boolean allowPrivateAddress) {
        this.client = client;
        this.resolver = resolver;
        this.allowPrivateAddress = allowPrivateAddress;
    }

    /** The body of a 200; fails for everything else. */
    Future<byte[]> get(URI uri) {
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            return Future.failedFuture("the address of the keys is not https://");
        }
        return resolver.resolve(host(uri))
                .compose(addresses -> checked(uri, addresses))
                .compose(addresses -> connect(uri, addresses, 0))
                .compose(HttpClientRequest::send)
                .compose(HttpsGet::body);
    }

    /** Also one address in a hundred that is not public is one too many. */
    private Future<List<InetAddress>> checked(URI uri, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return Future.failedFuture(host(uri) + " has no address");
        }
        return allowPrivateAddress || addresses.stream().allMatch(PublicAddresses::holds)
                ? Future.succeededFuture(addresses)
                : Future.failedFuture(
                        host(uri) + " has an address that is not public, see allowPrivateAddress");
    }

    /** One address after the other until one takes the connection. */
    private Future<HttpClientRequest> connect(URI uri, List<InetAddress> addresses, int at) {
        Future<HttpClientRequest> connected = client.request(options(uri, addresses.get(at)));
        return at + 1 < addresses.size()
                ? connected.recover(_ -> connect(uri, addresses, at + 1))
                : connected;
    }

    /** The peer by its number: an address that carries its name would be resolved by it again. */
    private static RequestOptions options(URI uri, InetAddress address) {
        int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host(uri))
                .setPort(port)
                .setSsl(true)
                .setFollowRedirects(false)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "raygate");
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Future<byte[]> body(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            return Future.failedFuture("the answer has the status " + response.statusCode());
        }
        Promise<byte[]> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(read.getBytes()));
        response.handler(
                chunk -> {
                    if (read.length() + chunk.length() > LARGEST) {
                        whole.tryFail("the answer is longer than 1 MiB");
                        response.request().connection().close();
                    } else {
                        read.appendBuffer(chunk);
                    }
                });
        return whole.future();
    }
}
