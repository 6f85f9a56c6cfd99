package io.raygate.listener;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;

/** What a listener gives each request to; one per event loop, called only on that loop. */
@FunctionalInterface
public interface ExchangeHandler {

    /** Takes over the exchange; the request is not paused yet and its body has not arrived yet. */
    void handle(Exchange exchange);

    /**
     * Takes over an exchange that must be refused, since its head is broken: there is a request to
     * answer, but nothing in it means anything (S-02). The default says no more than it must.
     */
    default void refuse(Exchange exchange, Rejection rejection) {
        BrokenRequest.answer(exchange.request(), rejection.code())
                .onComplete(done -> exchange.settled());
    }

    /** Makes the handler of one event loop, called once on that loop before it accepts. */
    @FunctionalInterface
    interface Factory {
        ExchangeHandler create();
    }
}
