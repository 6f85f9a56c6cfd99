package io.raygate.loadtest.load;

import io.vertx.core.Vertx;

/** What one event loop works with. */
record LoopPart(Vertx vertx, Plan plan, Pacer.Share share, Counters counters, Tally tally) {

    Sender sender() {
        Requests requests = new Requests(plan, new java.util.Random());
        return switch (plan.mode()) {
            case REQUEST, EVENTS -> new HttpSender(this, requests);
            case WEBSOCKET -> new SocketSender(this, requests);
            case IDLE -> new IdleSender(this, requests);
        };
    }
}
