package io.raygate.loadtest.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.Http2ClientConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;

/**
 * One HTTP request an arrival, from the loop's own connection pool; events in the answer are timed
 * on demand.
 */
final class HttpSender implements Sender {
    private static final int STREAMS_PER_CONNECTION = 100;

    private final HttpClient client;
    private final Requests requests;
    private final Buffer body;
    private final boolean scanEvents;
    private final Tally tally;

    HttpSender(LoopPart part, Requests requests) {
        this.client = client(part.vertx(), part.plan());
        this.requests = requests;
        this.body = Buffer.buffer(part.plan().content().body());
        this.scanEvents = part.plan().mode() == Mode.EVENTS;
        this.tally = part.tally();
    }

    private static HttpClient client(Vertx vertx, Plan plan) {
        Plan.Bounds bounds = plan.bounds();
        int connections = Math.max(1, bounds.connections() / bounds.loops());
        boolean http2 = plan.content().protocol() == Protocol.HTTP2;
        HttpClientConfig config =
                new HttpClientConfig()
                        .setVersions(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                        .setVerifyHost(!bounds.insecure())
                        .setHttp1Config(new Http1ClientConfig().setMaxChunkSize(64 * 1024))
                        .setHttp2Config(
                                new Http2ClientConfig()
                                        .setClearTextUpgrade(false)
                                        .setMultiplexingLimit(STREAMS_PER_CONNECTION));
        var builder =
                vertx.httpClientBuilder()
                        .with(config)
                        .with(
                                new PoolOptions()
                                        .setHttp1MaxSize(connections)
                                        .setHttp2MaxSize(connections)
                                        .setMaxWaitQueueSize(bounds.open()));
        return plan.target().isTls() ? builder.with(tls(bounds, http2)).build() : builder.build();
    }

    private static ClientSSLOptions tls(Plan.Bounds bounds, boolean http2) {
        return new ClientSSLOptions()
                .setTrustAll(bounds.insecure())
                .setUseAlpn(http2)
                .setHostnameVerificationAlgorithm(bounds.insecure() ? "" : "HTTPS");
    }

    @Override
    public void send(long due) {
        Tally.Pending pending = tally.start(due);
        client.request(requests.next())
                .compose(request -> request.send(body))
                .onComplete(response -> read(response, pending), pending::failed);
    }

    private void read(HttpClientResponse response, Tally.Pending pending) {
        EventScanner scanner = new EventScanner(pending::event);
        response.exceptionHandler(pending::failed);
        response.handler(
                chunk -> {
                    pending.bytes(chunk.length());
                    if (scanEvents) {
                        scanner.scan(chunk);
                    }
                });
        response.endHandler(end -> pending.answered(response.statusCode()));
    }

    @Override
    public Future<?> close() {
        return client.close();
    }
}
