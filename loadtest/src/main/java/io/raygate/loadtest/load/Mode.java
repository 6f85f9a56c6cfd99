package io.raygate.loadtest.load;

/** What one arrival does. */
public enum Mode {
    /** A request whose answer is read to its end. */
    REQUEST,
    /** The same, with an answer of server-sent events, each of which is timed. */
    EVENTS,
    /**
     * A message on one of the WebSockets, which comes back; the first arrivals open the sockets.
     */
    WEBSOCKET,
    /** A connection that makes one request and then is held until the end. */
    IDLE
}
