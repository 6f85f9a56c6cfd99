package io.raygate.auth.jwt.fetch;

import io.raygate.auth.jwt.Discovery;
import io.raygate.auth.jwt.KeySet;
import io.raygate.auth.jwt.KeySetResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the keys of one issuer once: the discovery document where there is one, then the set.
 * Each fetch has a client and connections of its own, and leaves nothing behind. Names, handshakes
 * and keys are worked on by workers, not on the event loop.
 */
final class KeyFetch {
    private final Vertx vertx;
    private final KeySource source;

    KeyFetch(Vertx vertx, KeySource source) {
        this.vertx = vertx;
        this.source = source;
    }

    /** Never fails; takes no longer than the source's timeout. */
    Future<FetchResult> run() {
        HttpClientAgent client = vertx.createHttpClient(options());
        HttpsGet get = new HttpsGet(client, this::resolve, source.allowPrivateAddress());
        return address(get)
                .compose(get::get)
                .compose(this::parse)
                .timeout(source.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(fault -> new FetchResult.Failed(reason(fault)))
                .onComplete(_ -> client.close());
    }

    private HttpClientOptions options() {
        int patience = Math.max(1, (int) source.timeout().toMillis() / 2);
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(false)
                        .setDecompressionSupported(false)
                        .setConnectTimeout(patience)
                        .setSsl(true)
                        .setVerifyHost(true)
                        .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        source.ca()
                .ifPresent(
                        ca ->
                                options.setTrustOptions(
                                        new PemTrustOptions().addCertValue(ca.buffer())));
        return options;
    }

    private Future<List<InetAddress>> resolve(String host) {
        return byWorker(() -> List.of(InetAddress.getAllByName(host)));
    }

    private <T> Future<T> byWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(done -> Objects.requireNonNull(done));
    }

    private Future<URI> address(HttpsGet get) {
        return switch (source.address()) {
            case KeyAddress.Given(var jwks) -> Future.succeededFuture(jwks);
            case KeyAddress.Discovered(var issuer) ->
                    get.get(Discovery.document(issuer))
                            .compose(document -> discovered(Discovery.read(document, issuer)));
        };
    }

    private static Future<URI> discovered(Discovery discovery) {
        return switch (discovery) {
            case Discovery.Refused(var reason) -> Future.failedFuture(reason);
            case Discovery.Found(var jwks) -> Future.succeededFuture(jwks).map(URI::create);
        };
    }

    private Future<FetchResult> parse(byte[] jwks) {
        return byWorker(() -> KeySet.parse(jwks)).map(KeyFetch::result);
    }

    private static FetchResult result(KeySetResult read) {
        return switch (read) {
            case KeySetResult.Good(var set) -> new FetchResult.Fetched(set);
            case KeySetResult.Bad(var problems) ->
                    new FetchResult.Failed(String.join("; ", problems));
        };
    }

    private static String reason(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }
}
