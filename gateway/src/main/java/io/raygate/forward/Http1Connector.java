package io.raygate.forward;

import io.raygate.forward.http1.AnswerLimits;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.PoolSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/** Opens HTTP/1.1 connections of one cluster on one event loop. */
final class Http1Connector implements EndpointPool.Connector {
    private final Context context;
    private final NetClient client;
    private final ClusterSettings cluster;
    private final AnswerLimits limits;
    private final Deadlines deadlines;

    Http1Connector(
            Context context, NetClient client, ClusterSettings cluster, Deadlines deadlines) {
        this.context = context;
        this.client = client;
        this.cluster = cluster;
        this.deadlines = deadlines;
        PoolSettings pool = cluster.pool();
        limits = new AnswerLimits(pool.headBytes(), pool.headFields(), pool.interim());
    }

    @Override
    public int expectedCapacity() {
        return 1;
    }

    @Override
    public void connect(EndpointPool pool) {
        context.runOnContext(
                now ->
                        client.connect(options(pool))
                                .onComplete(outcome -> connected(pool, outcome)));
    }

    private void connected(EndpointPool pool, AsyncResult<NetSocket> outcome) {
        if (outcome.failed()) {
            pool.connectFailed(ConnectFailures.of(outcome.cause()));
            return;
        }
        Http1Connection connection = new Http1Connection(pool, limits, deadlines.now());
        UpstreamGuard.take(outcome.result(), connection.handler());
        pool.connected(connection);
    }

    private ConnectOptions options(EndpointPool pool) {
        var address = pool.endpoint().address();
        return new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(address.port(), address.host()))
                .setTimeout((int) cluster.pool().connect().toMillis())
                .setSsl(address.tls());
    }
}
