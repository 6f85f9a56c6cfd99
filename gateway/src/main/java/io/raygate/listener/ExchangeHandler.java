package io.raygate.listener;

import io.raygate.exchange.Exchange;

/** What a listener gives each request to; one per event loop, called only on that loop. */
@FunctionalInterface
public interface ExchangeHandler {

    /** Takes over the exchange; the request is not paused yet and its body has not arrived yet. */
    void handle(Exchange exchange);

    /** Makes the handler of one event loop, called once on that loop before it accepts. */
    @FunctionalInterface
    interface Factory {
        ExchangeHandler create();
    }
}
