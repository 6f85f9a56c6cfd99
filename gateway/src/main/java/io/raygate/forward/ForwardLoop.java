package io.raygate.forward;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.StreamGaps;
import io.raygate.exchange.UnreadBody;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;

/** What all exchanges of one event loop share. */
record ForwardLoop(
        Vertx vertx,
        UpstreamClients clients,
        Deadlines deadlines,
        RetryBudgets budgets,
        InWork inWork,
        StreamGaps gaps,
        BodyRoom room) {

    /**
     * Sees to what a client still sends after its answer: on HTTP/1 the channel does (S-12), an
     * HTTP/2 stream is seen to here.
     */
    void discardRest(Exchange exchange, Upload upload) {
        if (!upload.isEnded() && exchange.request().version() == HttpVersion.HTTP_2) {
            UnreadBody.discard(vertx, exchange);
        }
    }
}
