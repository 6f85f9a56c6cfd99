package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;

/** Refuses a request whose bytes are broken (S-02). */
final class FaultAnswer {
    private FaultAnswer() {}

    /** Refuses a request whose head is broken. */
    static void write(Exchange exchange) {
        reject(exchange, exchange.request().decoderResult().cause());
    }

    /** Refuses a request whose body broke, if it was not answered yet and nobody else does it. */
    static void broken(Exchange exchange, Throwable failure) {
        if (failure instanceof FramingException && !exchange.request().response().headWritten()) {
            reject(exchange, failure);
        }
    }

    private static void reject(Exchange exchange, Throwable cause) {
        var code = RejectionCode.MALFORMED_REQUEST;
        var reason = "malformed";
        if (cause instanceof FramingException broken) {
            code = broken.fault().code();
            reason = broken.fault().word();
        }
        var rejection = Rejection.closing(code, reason);
        exchange.account().rejection = rejection;
        exchange.request().response().setStatusCode(code.status()).end(code.code());
    }
}
