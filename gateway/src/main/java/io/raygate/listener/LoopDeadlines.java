package io.raygate.listener;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The deadline lists of one event loop's part of a listener. */
final class LoopDeadlines {
    private final DeadlineList handshake;
    private final DeadlineList head;
    private final DeadlineList keepAlive;
    private final DeadlineList farewell;
    private final DeadlineList linger;
    private final DeadlineList clientWrite;
    private final DeadlineList http2Look;

    LoopDeadlines(ListenerTimeouts timeouts, LongSupplier nanos) {
        handshake = new DeadlineList("handshake", timeouts.handshake(), nanos);
        head = new DeadlineList("head", timeouts.head(), nanos);
        keepAlive = new DeadlineList("keep_alive", timeouts.keepAlive(), nanos);
        farewell = new DeadlineList("farewell", Duration.ofSeconds(1), nanos);
        linger = new DeadlineList("linger", timeouts.linger(), nanos);
        clientWrite = new DeadlineList("client_write", timeouts.clientWrite(), nanos);
        http2Look = new DeadlineList("http2_look", Duration.ofSeconds(1), nanos);
    }

    /** For TLS to be done. */
    DeadlineList handshake() {
        return handshake;
    }

    /** For the head of a request, or the first byte of a connection. */
    DeadlineList head() {
        return head;
    }

    /** Between two requests. */
    DeadlineList keepAlive() {
        return keepAlive;
    }

    /** For a last request on a connection that is to end: it may be under way. */
    DeadlineList farewell() {
        return farewell;
    }

    /** For the rest of a body that nobody wants, and for the peer's end of a closing connection. */
    DeadlineList linger() {
        return linger;
    }

    /** For a peer that does not read. */
    DeadlineList clientWrite() {
        return clientWrite;
    }

    /** When each HTTP/2 connection is looked at next. */
    DeadlineList http2Look() {
        return http2Look;
    }

    /** Ends what is due; called ten times a second. */
    void look() {
        handshake.look();
        head.look();
        keepAlive.look();
        farewell.look();
        linger.look();
        clientWrite.look();
        http2Look.look();
    }
}
