package io.raygate.loadtest.load;

import io.vertx.core.Future;

/** Starts arrivals of one mode on one event loop. */
interface Sender {
    /** Starts the arrival that was due at the given clock value; its end goes to the tally. */
    void send(long due);

    /** Closes what it holds. */
    Future<?> close();
}
