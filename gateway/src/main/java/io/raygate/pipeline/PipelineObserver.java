package io.raygate.pipeline;

import io.raygate.exchange.Exchange;

/**
 * Is told of every exchange once at its start and once at its end. Called on the exchange's event
 * loop; must not block.
 */
public interface PipelineObserver {

    void began(Exchange exchange);

    /**
     * The exchange is over and its account complete.
     *
     * @param endedNanos monotonic
     */
    void settled(Exchange exchange, long endedNanos);
}
