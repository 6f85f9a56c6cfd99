package io.raygate.forward;

import io.netty.util.NetUtil;
import io.raygate.forward.http1.AnswerLimits;
import io.raygate.upstream.ClientOptions;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.EndpointAddress;
import io.raygate.upstream.PoolSettings;
import io.raygate.upstream.UpstreamTls;
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
        EndpointAddress address = pool.endpoint().address();
        ConnectOptions options =
                new ConnectOptions()
                        .setRemoteAddress(
                                SocketAddress.inetSocketAddress(address.port(), address.host()))
                        .setTimeout((int) cluster.pool().connect().toMillis());
        return address.tls() ? withTls(options, address) : options;
    }

    /** The name that is sent and verified is the configured one, else the endpoint's (S-77). */
    private ConnectOptions withTls(ConnectOptions options, EndpointAddress address) {
        String name = cluster.tls().flatMap(UpstreamTls::serverName).orElse(address.host());
        return options.setSsl(true)
                .setSslOptions(ClientOptions.tls(cluster))
                .setHost(name)
                .setPort(address.port())
                .setSniServerName(
                        NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)
                                ? null
                                : name);
    }
}
