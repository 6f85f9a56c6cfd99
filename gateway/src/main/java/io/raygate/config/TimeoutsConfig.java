package io.raygate.config;

import java.time.Duration;

/** The timeouts of a connection, and those of an exchange, which a route may change. */
public record TimeoutsConfig(
        Duration handshake,
        Duration head,
        Duration keepAlive,
        Duration http2Idle,
        Duration http2Ping,
        Exchange exchange) {

    /**
     * The timeouts of one exchange.
     *
     * @param bodyMinRate bytes per second that a request body must keep after its first 10 s; 0 is
     *     off
     * @param total of the whole exchange, unless {@code stream} applies
     * @param stream instead of {@code total} for streams: routes with stream, openai or websocket,
     *     event-stream and gRPC answers
     */
    public record Exchange(
            Duration bodyIdle,
            long bodyMinRate,
            Duration clientWrite,
            Duration connect,
            Duration firstByte,
            Duration responseIdle,
            Duration total,
            Duration stream,
            Duration websocketIdle) {}
}
