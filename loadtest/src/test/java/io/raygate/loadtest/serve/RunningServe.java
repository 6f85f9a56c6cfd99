package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.time.ManualTimeline;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** A simulated cluster of one test in manual time, with a client to ask it. */
final class RunningServe implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ManualTimeline time = new ManualTimeline();
    private final SimulatedServe serve;

    RunningServe() {
        this(options -> options);
    }

    RunningServe(UnaryOperator<ServeOptions> change) {
        ServeOptions options = ServeOptions.named("stable", "v1").withTimeline(time);
        serve = SimulatedServe.start(vertx, change.apply(options)).await();
    }

    SimulatedServe serve() {
        return serve;
    }

    /** Lets time pass; what it caused inside the cluster has happened on return. */
    void pass(double seconds) {
        time.advance(Duration.ofNanos((long) (seconds * 1e9))).await();
    }

    /** A request to the head's HTTP ingress with pairs of field names and values. */
    HttpRequest.Builder request(String target, String... headers) {
        return at(serve.httpPort(), target, headers);
    }

    private static HttpRequest.Builder at(int port, String target, String... headers) {
        var uri = URI.create("http://127.0.0.1:" + port + target);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> get(String target, String... headers) {
        return send(request(target, headers));
    }

    HttpResponse<String> get(int port, String target, String... headers) {
        return send(at(port, target, headers));
    }

    HttpResponse<String> post(String target, String body) {
        return send(request(target).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return sendLater(request).join();
    }

    CompletableFuture<HttpResponse<String>> getLater(String target, String... headers) {
        return sendLater(request(target, headers));
    }

    CompletableFuture<HttpResponse<String>> getLater(int port, String target) {
        return sendLater(at(port, target));
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Whether a connection to the port is refused or cut. */
    boolean isRefused(int port) {
        try {
            get(port, "/-/healthz");
            return false;
        } catch (CompletionException failure) {
            return failure.getCause() instanceof IOException;
        }
    }

    /** The controller's view. */
    JsonObject controller() {
        return new JsonObject(get(serve.dashboardPort(), "/api/serve/applications/").body());
    }

    /** One application in the controller's view. */
    JsonObject application(String name) {
        return controller().getJsonObject("applications").getJsonObject(name);
    }

    String metrics() {
        return get(serve.metricsPort(), "/metrics").body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        serve.close().await();
        vertx.close().await();
    }
}
