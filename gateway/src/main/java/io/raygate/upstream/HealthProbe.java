package io.raygate.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one endpoint whether it serves: a GET over HTTP/1.1, or an empty gRPC call over HTTP/2. Each
 * question opens a connection of its own, so that an endpoint which accepts nothing more is found
 * out. Confined to one event loop.
 */
final class HealthProbe {
    /** An uncompressed gRPC message of no bytes: the empty request. */
    private static final Buffer EMPTY_MESSAGE = Buffer.buffer(new byte[5]);

    private final Vertx vertx;
    private final Map<EndpointAddress, HttpClientAgent> clients = new HashMap<>();
    private final ClusterSettings cluster;
    private final HealthSettings health;
    private boolean closed;

    HealthProbe(Vertx vertx, ClusterSettings cluster, HealthSettings health) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.health = health;
    }

    /** Whether the endpoint answers well in time; fails where we cannot even ask. */
    Future<Boolean> ask(EndpointAddress address) {
        return clients.computeIfAbsent(address, any -> client())
                .request(options(address))
                .compose(this::send)
                .compose(this::judge)
                .timeout(health.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> giveUp(address, cause))
                .recover(HealthProbe::verdict);
    }

    private static Future<Boolean> verdict(Throwable failure) {
        return OwnShortage.isBehind(failure)
                ? Future.failedFuture(failure)
                : Future.succeededFuture(false);
    }

    private HttpClientAgent client() {
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(2).setHttp2MaxSize(1).setMaxWaitQueueSize(8);
        return vertx.createHttpClient(ClientOptions.of(cluster).setKeepAlive(false), pool);
    }

    /**
     * Where an endpoint takes a connection and then says nothing, the attempt ends only with its
     * client, and until then every further question would wait behind it.
     */
    private void giveUp(EndpointAddress address, Throwable cause) {
        if (cause instanceof TimeoutException) {
            var client = clients.remove(address);
            if (client != null) {
                client.close();
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    private RequestOptions options(EndpointAddress address) {
        RequestOptions options =
                new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(address.port(), address.host()))
                        .setHost(
                                cluster.tls()
                                        .flatMap(UpstreamTls::serverName)
                                        .orElse(address.host()))
                        .setPort(address.port())
                        .setSsl(address.tls())
                        .setMethod(isGrpc() ? HttpMethod.POST : HttpMethod.GET)
                        .setURI(health.path())
                        .setConnectTimeout(health.timeout().toMillis())
                        .setTimeout(health.timeout().toMillis());
        cluster.credential().ifPresent(own -> options.addHeader(own.header(), own.value()));
        return isGrpc()
                ? options.addHeader("content-type", "application/grpc").addHeader("te", "trailers")
                : options;
    }

    private Future<HttpClientResponse> send(HttpClientRequest request) {
        return isGrpc() ? request.send(EMPTY_MESSAGE) : request.send();
    }

    private Future<Boolean> judge(HttpClientResponse response) {
        return response.end()
                .map(
                        ended ->
                                isGrpc()
                                        ? isGrpcOk(response)
                                        : health.statuses().contains(response.statusCode()));
    }

    private static boolean isGrpcOk(HttpClientResponse response) {
        String status = response.getTrailer("grpc-status");
        return "0".equals(status == null ? response.getHeader("grpc-status") : status);
    }

    private boolean isGrpc() {
        return cluster.protocol() != Protocol.HTTP1;
    }

    /** What is still being asked then ends without a meaning. */
    void close() {
        closed = true;
        clients.values().forEach(HttpClientAgent::close);
    }
}
