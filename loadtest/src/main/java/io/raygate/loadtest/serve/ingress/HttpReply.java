package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answer to one HTTP request, written through the proxy's gate. */
final class HttpReply implements Reply {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpProxy proxy;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String requestId;
    private final HttpExchange exchange;
    private boolean begun;

    HttpReply(HttpProxy proxy, HttpServerRequest request, String requestId, HttpExchange exchange) {
        this.proxy = proxy;
        this.request = request;
        this.response = request.response();
        this.requestId = requestId;
        this.exchange = exchange;
        proxy.stamp(response);
    }

    /** Whether a head was sent. */
    boolean begun() {
        return begun;
    }

    /** The application reads the body: only now may the caller send it. */
    void proceed() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            response.writeContinue();
        }
    }

    @Override
    public Reply status(int code) {
        response.setStatusCode(code);
        return this;
    }

    @Override
    public Reply header(String name, String value) {
        response.headers().add(name, value);
        return this;
    }

    @Override
    public void send(String contentType, Buffer body) {
        response.putHeader("content-length", Integer.toString(body.length()));
        head(contentType);
        write(() -> response.end(body));
        exchange.ended();
    }

    @Override
    public void begin(String contentType) {
        if (!response.headers().contains("content-length")) {
            HttpProxy.chunk(request);
        }
        head(contentType);
    }

    private void head(String contentType) {
        begun = true;
        request.resume();
        response.putHeader("content-type", contentType);
        response.headers().add("x-request-id", requestId);
    }

    @Override
    public void write(Buffer chunk) {
        write(() -> response.write(chunk));
    }

    @Override
    public boolean isFull() {
        return !response.closed() && response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable next) {
        response.drainHandler(_ -> exchange.step(next));
    }

    @Override
    public void end() {
        write(response::end);
        exchange.ended();
    }

    /** Writes an answer of Serve's own in place of the application's. */
    void own(ServeText text) {
        begun = true;
        write(
                () -> {
                    request.resume();
                    response.headers().clear();
                    proxy.send(request, text, requestId);
                });
    }

    /** 500 without an id and with a Content-Length: the mark of a replica that died underneath. */
    void replicaDied() {
        begun = true;
        Buffer body = Buffer.buffer("Internal Server Error");
        write(
                () -> {
                    request.resume();
                    response.headers().clear();
                    proxy.stamp(response).setStatusCode(500).putHeader("content-type", TEXT);
                    response.putHeader("content-length", Integer.toString(body.length()));
                    response.putHeader("connection", "close");
                    response.end(body).onComplete(_ -> request.connection().close());
                });
    }

    /** Ends the connection without the last chunk. */
    void cut() {
        write(() -> Cut.off(request.connection()));
    }

    private void write(Runnable action) {
        proxy.gate()
                .run(
                        () -> {
                            if (!response.closed() && !response.ended()) {
                                action.run();
                            }
                        });
    }
}
