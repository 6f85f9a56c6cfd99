package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Answers requests whose bytes are broken (S-02). */
final class BrokenRequest {
    private BrokenRequest() {}

    /** Refuses a request whose head is broken. */
    static void refuse(ExchangeHandler handler, Exchange exchange) {
        var rejection =
                exchange.request().decoderResult().cause() instanceof FramingException broken
                        ? Rejection.closing(broken.fault().code(), broken.fault().word())
                        : Rejection.closing(RejectionCode.MALFORMED_REQUEST, "malformed");
        handler.refuse(exchange, rejection);
    }

    /**
     * Answers a request whose body broke before anyone began to read it. Whoever reads bodies puts
     * an exception handler of its own in the place of the one that calls this.
     */
    static void answer(HttpServerRequest request, Throwable failure) {
        if (failure instanceof FramingException broken && !request.response().headWritten()) {
            answer(request, broken.fault().code());
        }
    }

    static Future<Void> answer(HttpServerRequest request, RejectionCode code) {
        return request.response()
                .setStatusCode(code.status())
                .putHeader("X-Raygate-Code", code.code())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
