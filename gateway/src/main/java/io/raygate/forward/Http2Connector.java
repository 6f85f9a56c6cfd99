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
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;

/** Opens HTTP/2 connections of one cluster on one event loop: with prior knowledge, or over TLS. */
final class Http2Connector implements EndpointPool.Connector {
    /** What an upstream is expected to allow (RFC 9113, 6.5.2 advises at least 100). */
    static final int STREAMS = 100;

    private static final int STREAM_WINDOW = 64 * 1024 - 1;

    /** Of all streams together: those whose clients do not read never hold up the others. */
    private static final int CONNECTION_WINDOW = STREAMS * STREAM_WINDOW;

    private final Vertx vertx;
    private final Context context;
    private final ClusterSettings cluster;
    private final Deadlines deadlines;
    private Http2Client client;

    Http2Connector(Vertx vertx, ClusterSettings cluster, Deadlines deadlines) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.cluster = cluster;
        this.deadlines = deadlines;
        this.client = client(vertx, cluster);
    }

    private static Http2Client client(Vertx vertx, ClusterSettings cluster) {
        return new Http2Client(vertx.createHttpClient(options(cluster)));
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
        context.runOnContext(now -> new Opening(pool, usable()).begin());
    }

    private Http2Client usable() {
        if (client.isOver()) {
            client = client(vertx, cluster);
        }
        return client;
    }

    /**
     * One connection being opened: it must be there, with TLS and the upstream's settings, in time.
     */
    private final class Opening extends Deadline {
        private final EndpointPool pool;
        private final Http2Client used;
        private boolean over;

        Opening(EndpointPool pool, Http2Client used) {
            this.pool = pool;
            this.used = used;
        }

        void begin() {
            deadlines.in(cluster.pool().connect().toNanos(), this);
            used.connect(options(pool.endpoint().address())).onComplete(this::ended);
        }

        @Override
        void expired() {
            over = true;
            used.giveUp();
            pool.connectFailed(UpstreamFailure.CONNECT_TIMEOUT);
        }

        private void ended(AsyncResult<HttpClientConnection> outcome) {
            cancel();
            if (outcome.succeeded()) {
                opened(outcome.result());
            } else if (!over) {
                pool.connectFailed(ConnectFailures.of(outcome.cause()));
            }
        }

        /** Over TLS an upstream may have chosen another protocol. */
        private void opened(HttpClientConnection wire) {
            if (over) {
                var _ = wire.close();
            } else if (wire.protocolVersion() == HttpVersion.HTTP_2) {
                connected(pool, wire, used);
            } else {
                var _ = wire.close();
                pool.connectFailed(UpstreamFailure.MALFORMED);
            }
        }
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

    private void connected(EndpointPool pool, HttpClientConnection wire, Http2Client used) {
        PoolSettings bounds = cluster.pool();
        Http2Connection connection =
                new Http2Connection(pool, wire, used, bounds.headFields(), deadlines.now());
        UpstreamGuard.watch(wire, bounds.interim(), connection);
        pool.connected(connection);
    }

    @Override
    public void close() {
        client.close();
    }
}
