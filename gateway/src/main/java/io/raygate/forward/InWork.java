package io.raygate.forward;

import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one event loop that are in work, linked through themselves so that keeping the
 * account costs nothing.
 */
final class InWork {
    private @Nullable Forwarding first;

    void add(Forwarding exchange) {
        Forwarding second = first;
        exchange.nextInWork = second;
        if (second != null) {
            second.previousInWork = exchange;
        }
        first = exchange;
    }

    void remove(Forwarding exchange) {
        Forwarding next = exchange.nextInWork;
        Forwarding previous = exchange.previousInWork;
        if (next != null) {
            next.previousInWork = previous;
        }
        if (previous == null) {
            first = next;
        } else {
            previous.nextInWork = next;
        }
    }

    /** S-99: what has not begun is refused, streams are cut as in S-40, WebSockets get 1001. */
    void endAll() {
        Forwarding each = first;
        while (each != null) {
            Forwarding next = each.nextInWork;
            each.fail(UpstreamFailure.DRAINED);
            each = next;
        }
    }
}
