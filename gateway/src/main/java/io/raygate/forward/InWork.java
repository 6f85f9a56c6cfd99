package io.raygate.forward;

import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one event loop that are in work, linked through themselves so that keeping the
 * account costs nothing.
 */
final class InWork {
    private @Nullable Work first;

    void add(Work work) {
        Work second = first;
        work.next = second;
        if (second != null) {
            second.previous = work;
        }
        first = work;
    }

    void remove(Work work) {
        Work next = work.next;
        Work previous = work.previous;
        if (next != null) {
            next.previous = previous;
        }
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
    }

    /** S-99: what has not begun is refused, streams are cut as in S-40, WebSockets get 1001. */
    void endAll() {
        Work each = first;
        while (each != null) {
            Work next = each.next;
            each.fail(UpstreamFailure.DRAINED);
            each = next;
        }
    }
}
