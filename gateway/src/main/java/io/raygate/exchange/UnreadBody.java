package io.raygate.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Throws away what a client still sends on an HTTP/2 stream whose request was answered already, up
 * to the bounds of S-12; beyond them the stream is reset.
 */
public final class UnreadBody {
    private static final int MAX_BYTES = 64 << 10;
    private static final long MAX_MILLIS = 5_000;

    /** RFC 9113, 8.1: the answer is complete, the rest of the request is not needed. */
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long timer;
    private int discarded;

    private UnreadBody(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        this.timer = vertx.setTimer(MAX_MILLIS, expired -> reset());
    }

    /** Call it once the answer is on its way. */
    public static void discard(Vertx vertx, Exchange exchange) {
        HttpServerRequest request = exchange.request();
        RequestHead head = exchange.head();
        if (!request.isEnded() && (head == null || head.contentLength() != 0)) {
            new UnreadBody(vertx, request).begin();
        }
    }

    private void begin() {
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(ended -> vertx.cancelTimer(timer));
        request.handler(this::discard);
        request.resume();
    }

    private void discard(Buffer chunk) {
        discarded += chunk.length();
        if (discarded > MAX_BYTES && vertx.cancelTimer(timer)) {
            reset();
        }
    }

    private void reset() {
        request.response().reset(NO_ERROR);
    }
}
