package io.raygate.forward;

import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.Endpoint;
import io.raygate.upstream.PoolUse;
import io.raygate.upstream.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools of one event loop. Endpoints outlast reloads, and so do their pools; a pool
 * whose endpoint no snapshot names any more gets no new exchanges, closes its connections when they
 * have been idle, and is forgotten.
 */
final class UpstreamClients {
    private final Vertx vertx;
    private final Context context;
    private final Deadlines deadlines;
    private final int loops;
    private final NetClient client;
    private final Map<Endpoint, Entry> pools = new HashMap<>();

    /** Replaced under other settings, and still with connections. */
    private final List<EndpointPool> retired = new ArrayList<>();

    private final Deadline sweep =
            new Deadline() {
                @Override
                void expired() {
                    sweep();
                }
            };

    private volatile PoolUse use = PoolUse.NONE;

    private record Entry(EndpointPool pool, Cluster cluster) {}

    UpstreamClients(Vertx vertx, Deadlines deadlines, int loops) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.deadlines = deadlines;
        this.loops = loops;
        client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setTcpNoDelay(true)
                                .setTcpKeepAlive(true)
                                .setRegisterWriteHandler(false));
        sweepLater();
    }

    /** The pool for an endpoint of the cluster, made when it is first asked for. */
    EndpointPool pool(Cluster cluster, Endpoint endpoint) {
        Entry entry = pools.get(endpoint);
        if (entry != null && entry.cluster() == cluster) {
            return entry.pool();
        }
        EndpointPool pool = entry == null ? null : stillFitting(entry, cluster);
        if (pool == null) {
            pool = open(cluster.settings(), endpoint);
        }
        pools.put(endpoint, new Entry(pool, cluster));
        return pool;
    }

    private @Nullable EndpointPool stillFitting(Entry entry, Cluster cluster) {
        if (ConnectionSettings.equal(entry.cluster().settings(), cluster.settings())) {
            return entry.pool();
        }
        entry.pool().retire();
        retired.add(entry.pool());
        return null;
    }

    private EndpointPool open(ClusterSettings settings, Endpoint endpoint) {
        return new EndpointPool(
                endpoint, PoolBounds.of(settings.pool(), loops), connector(settings), deadlines);
    }

    private EndpointPool.Connector connector(ClusterSettings settings) {
        return settings.protocol() == Protocol.HTTP1
                ? new Http1Connector(context, client, settings, deadlines)
                : new Http2Connector(vertx, settings, deadlines);
    }

    /** Connections open, being opened or in use. */
    int open() {
        return sum(EndpointPool::open);
    }

    /** Connections that could be lent now. */
    int available() {
        return sum(EndpointPool::available);
    }

    /** Exchanges that wait for a connection. */
    int waiting() {
        return sum(EndpointPool::waiting);
    }

    private int sum(ToIntFunction<EndpointPool> count) {
        return Stream.concat(pools.values().stream().map(Entry::pool), retired.stream())
                .mapToInt(count)
                .sum();
    }

    /** How the pools were used at the last sweep; any thread. */
    PoolUse use() {
        return use;
    }

    private void sweepLater() {
        deadlines.in(1_000_000_000L, sweep);
    }

    private void sweep() {
        pools.values().removeIf(entry -> isOver(entry.pool()));
        retired.removeIf(UpstreamClients::isOver);
        use = new PoolUse(open(), available(), waiting());
        sweepLater();
    }

    /** Closes what has been idle for too long, and the pool itself if nothing is left of it. */
    private static boolean isOver(EndpointPool pool) {
        pool.sweep();
        boolean over = pool.isEmpty();
        if (over) {
            pool.close();
        }
        return over;
    }
}
