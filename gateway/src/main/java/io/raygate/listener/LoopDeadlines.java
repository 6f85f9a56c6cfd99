package io.raygate.listener;

import java.util.function.LongSupplier;

/** The deadline lists of one event loop's part of a listener. */
final class LoopDeadlines {
    private final DeadlineList head;
    private final DeadlineList keepAlive;
    private final DeadlineList linger;
    private final DeadlineList clientWrite;

    LoopDeadlines(ListenerTimeouts timeouts, LongSupplier nanos) {
        head = new DeadlineList("head", timeouts.head(), nanos);
        keepAlive = new DeadlineList("keep_alive", timeouts.keepAlive(), nanos);
        linger = new DeadlineList("linger", timeouts.linger(), nanos);
        clientWrite = new DeadlineList("client_write", timeouts.clientWrite(), nanos);
    }

    /** For the head of a request, or the first byte of a connection. */
    DeadlineList head() {
        return head;
    }

    /** Between two requests. */
    DeadlineList keepAlive() {
        return keepAlive;
    }

    /** For the rest of a body that nobody wants, and for the peer's end of a closing connection. */
    DeadlineList linger() {
        return linger;
    }

    /** For a peer that does not read. */
    DeadlineList clientWrite() {
        return clientWrite;
    }

    /** Ends what is due; called ten times a second. */
    void look() {
        head.look();
        keepAlive.look();
        linger.look();
        clientWrite.look();
    }
}
