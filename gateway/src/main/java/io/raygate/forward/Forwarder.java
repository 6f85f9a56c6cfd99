package io.raygate.forward;

import io.raygate.exchange.Decision;
import io.vertx.core.Future;

/** stub. */
@SuppressWarnings("DoNotCallSuggester")
public final class Forwarder {
    public Future<Decision<Delivered>> forward(ForwardOrder order) {
        throw new IllegalStateException();
    }
}
