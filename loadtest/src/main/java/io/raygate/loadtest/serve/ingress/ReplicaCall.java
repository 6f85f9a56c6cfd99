package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Journal;
import io.raygate.loadtest.serve.application.ReplicaContext;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One HTTP request as the application in the replica sees it. */
record ReplicaCall(HttpExchange exchange, HttpServerRequest request, HttpReply reply)
        implements HttpCall {

    @Override
    public Future<Buffer> body() {
        reply.proceed();
        Future<Buffer> body = request.body();
        request.resume();
        return body;
    }

    @Override
    public void pieces(Consumer<Buffer> piece, Runnable end) {
        reply.proceed();
        request.handler(piece::accept);
        request.endHandler(_ -> end.run());
        request.resume();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return exchange.after(delay, action);
    }

    @Override
    public void step(Runnable action) {
        exchange.step(action);
    }

    @Override
    public void onCancel(Runnable action) {
        exchange.onCancel(action);
    }

    @Override
    public void raise() {
        exchange.raise();
    }

    @Override
    public Instant now() {
        return exchange.now();
    }

    @Override
    public String path() {
        return exchange.path();
    }

    @Override
    public String routePrefix() {
        return exchange.application().spec().routePrefix();
    }

    @Override
    public String requestId() {
        return exchange.requestId();
    }

    @Override
    public Journal journal() {
        return exchange.application().journal();
    }

    @Override
    public ReplicaContext replica() {
        return exchange.replica();
    }
}
