package io.raygate.loadtest.serve;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A simulated cluster of one test, with a client to ask it. */
final class RunningServe implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedServe serve;

    RunningServe(ServeOptions options) {
        serve = SimulatedServe.start(vertx, options).await();
    }

    SimulatedServe serve() {
        return serve;
    }

    /** A request to the HTTP ingress with pairs of field names and values. */
    HttpRequest.Builder request(String target, String... headers) {
        var uri = URI.create("http://127.0.0.1:" + serve.httpPort() + target);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> get(String target, String... headers) {
        return send(request(target, headers));
    }

    HttpResponse<String> post(String target, String body) {
        return send(request(target).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ended);
        }
    }

    CompletableFuture<HttpResponse<String>> getLater(String target, String... headers) {
        return client.sendAsync(request(target, headers).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
        serve.close().await();
        vertx.close().await();
    }
}
