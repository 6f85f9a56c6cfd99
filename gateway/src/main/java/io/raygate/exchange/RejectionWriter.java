package io.raygate.exchange;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes every answer that the gateway gives by itself, each in the one shape that the caller can
 * read: problem details, OpenAI's error object or gRPC trailers. One for each event loop.
 */
public final class RejectionWriter {
    private final Vertx vertx;
    private final Origins origins;
    private final RejectionBody body;

    /**
     * @param problemBase {@code problems.baseUri}: what precedes the code in a problem's type
     */
    public RejectionWriter(Vertx vertx, RequestIds ids, String problemBase) {
        this.vertx = vertx;
        this.origins = new Origins(ids);
        this.body = new RejectionBody(problemBase);
    }

    /**
     * Refuses the request. An answer that has begun cannot be taken back: it is cut off (S-40).
     *
     * @return completes when the answer is written, fails if the client has gone
     */
    public Future<Void> write(Exchange exchange, Rejection rejection) {
        HttpServerResponse response = exchange.request().response();
        if (response.headWritten()) {
            return cut(exchange.request());
        }
        identify(exchange);
        exchange.account().rejection = rejection;
        Future<Void> written =
                isGrpc(exchange, rejection.code())
                        ? trailersOnly(exchange, rejection)
                        : refuse(exchange, rejection);
        return ended(exchange, written, rejection.close());
    }

    /** Gives an answer that is no refusal. */
    public Future<Void> write(Exchange exchange, OwnAnswer answer) {
        HttpServerResponse response = exchange.request().response();
        identify(exchange);
        begin(exchange, answer.status());
        Fields fields = answer.fields();
        for (int i = 0; i < fields.size(); i++) {
            response.headers().add(fields.name(i), fields.value(i));
        }
        boolean plain = answer.body().isEmpty();
        return ended(exchange, plain ? response.end() : end(exchange, answer.body()), false);
    }

    /** What would be the body of a GET is told by HEAD as its length. */
    private static Future<Void> end(Exchange exchange, String text) {
        Buffer body = Buffer.buffer(text);
        HttpServerRequest request = exchange.request();
        if (!request.method().equals(HttpMethod.HEAD)) {
            exchange.account().responseBytes = body.length();
            return request.response().end(body);
        }
        MultiMap headers = request.response().headers();
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        return request.response().end();
    }

    /** A head that never reached the sanitiser has no origin yet. */
    private void identify(Exchange exchange) {
        if (exchange.origin() == null) {
            exchange.origin(origins.direct(Peer.of(exchange), null));
        }
    }

    private static boolean isGrpc(Exchange exchange, RejectionCode code) {
        RequestHead head = exchange.head();
        if (head != null) {
            return head.kind() == RequestKind.GRPC;
        }
        return code != RejectionCode.MALFORMED_REQUEST
                && Grpc.isContentType(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE));
    }

    private void begin(Exchange exchange, int status) {
        exchange.account().status = status;
        exchange.request().response().setStatusCode(status);
        AnswerFields.addOwn(exchange);
    }

    private Future<Void> refuse(Exchange exchange, Rejection rejection) {
        RejectionCode code = rejection.code();
        begin(exchange, code.status());
        AnswerFields.addRefusal(exchange, rejection);
        return end(exchange, body.of(exchange, rejection, AnswerFields.retryAfter(rejection)));
    }

    private Future<Void> trailersOnly(Exchange exchange, Rejection rejection) {
        begin(exchange, 200);
        AnswerFields.addGrpc(exchange, rejection);
        return exchange.request().response().end();
    }

    /**
     * Ends what must end. What an HTTP/1 client still sends is thrown away at the channel, where
     * the connection lingers as well (S-12); an HTTP/2 stream is seen to here.
     */
    private Future<Void> ended(Exchange exchange, Future<Void> written, boolean close) {
        HttpServerRequest request = exchange.request();
        if (request.version() == HttpVersion.HTTP_2) {
            UnreadBody.discard(vertx, exchange);
        } else if (close) {
            written.onComplete(done -> request.connection().close());
        }
        return written;
    }

    private static Future<Void> cut(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? request.response().reset()
                : request.connection().close();
    }
}
