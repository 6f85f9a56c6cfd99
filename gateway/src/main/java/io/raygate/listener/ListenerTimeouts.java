package io.raygate.listener;

import java.time.Duration;

/**
 * How long a peer may take (S-79).
 *
 * @param handshake for TLS
 * @param head for a head to be complete, from the accept or its first byte, however steadily it
 *     comes
 * @param keepAlive between two requests of HTTP/1
 * @param http2Idle without a stream
 * @param http2Ping after which a connection with streams is asked whether it lives
 * @param clientWrite without reading what is written to it; the longest that any route allows
 * @param linger for the rest of a refused body and for the peer's end after a closing answer (S-12)
 */
public record ListenerTimeouts(
        Duration handshake,
        Duration head,
        Duration keepAlive,
        Duration http2Idle,
        Duration http2Ping,
        Duration clientWrite,
        Duration linger) {

    /** Security.md, section 21. */
    public static final ListenerTimeouts DEFAULT =
            new ListenerTimeouts(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5));
}
