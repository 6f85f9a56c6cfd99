package io.raygate.forward;

import io.raygate.upstream.ClientOptions;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.EndpointAddress;
import io.raygate.upstream.PoolSettings;
import io.raygate.upstream.Protocol;
import io.raygate.upstream.UpstreamTls;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.net.SocketAddress;

/** Opens HTTP/2 connections of one cluster on one event loop: with prior knowledge, or over TLS. */
final class Http2Connector implements EndpointPool.Connector {
    /** What an upstream is expected to allow (RFC 9113, 6.5.2 advises at least 100). */
    static final int STREAMS = 100;

    private static final int STREAM_WINDOW = 64 * 1024 - 1;

    /** Of all streams together: those whose clients do not read never hold up the others. */
    private static final int CONNECTION_WINDOW = STREAMS * STREAM_WINDOW;

    private final Context context;
    private final HttpClientAgent client;
    private final ClusterSettings cluster;
    private final Deadlines deadlines;

    Http2Connector(Vertx vertx, ClusterSettings cluster, Deadlines deadlines) {
        this.context = vertx.getOrCreateContext();
        this.cluster = cluster;
        this.deadlines = deadlines;
        this.client = vertx.createHttpClient(options(cluster));
    }

    private static HttpClientOptions options(ClusterSettings cluster) {
        Http2Settings settings =
                new Http2Settings()
                        .setInitialWindowSize(STREAM_WINDOW)
                        .setMaxHeaderListSize(cluster.pool().headBytes())
                        .setPushEnabled(false);
        return ClientOptions.of(cluster)
                .setInitialSettings(settings)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setUseAlpn(cluster.protocol() == Protocol.H2);
    }

    @Override
    public int expectedCapacity() {
        return STREAMS;
    }

    @Override
    public void connect(EndpointPool pool) {
        context.runOnContext(
                now ->
                        client.connect(options(pool.endpoint().address()))
                                .onComplete(outcome -> connected(pool, outcome)));
    }

    private HttpConnectOptions options(EndpointAddress address) {
        String name = cluster.tls().flatMap(UpstreamTls::serverName).orElse(address.host());
        return new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(address.port(), address.host()))
                .setHost(name)
                .setPort(address.port())
                .setSsl(address.tls())
                .setConnectTimeout(cluster.pool().connect().toMillis());
    }

    private void connected(EndpointPool pool, AsyncResult<HttpClientConnection> outcome) {
        if (outcome.failed()) {
            pool.connectFailed(ConnectFailures.of(outcome.cause()));
        } else {
            PoolSettings bounds = cluster.pool();
            HttpClientConnection wire = outcome.result();
            Http2Connection connection =
                    new Http2Connection(pool, wire, bounds.headFields(), deadlines.now());
            UpstreamGuard.watch(wire, bounds.interim(), connection);
            pool.connected(connection);
        }
    }

    @Override
    public void close() {
        var _ = client.close();
    }
}
