package io.raygate.forward;

/**
 * Something to be done at a point in time unless it is cancelled before; set in {@link Deadlines}.
 */
abstract class Deadline {
    Deadline next = this;
    private Deadline previous = this;
    private boolean linked;
    long tick;

    /** Called once per setting, on the event loop, unlinked. */
    abstract void expired();

    /** Whether it only marks the begin of a ring. */
    boolean isAnchor() {
        return false;
    }

    final boolean isLinked() {
        return linked;
    }

    /** No effect where it is not set. */
    final void cancel() {
        next.previous = previous;
        previous.next = next;
        next = this;
        previous = this;
        linked = false;
    }

    final void linkBefore(Deadline anchor) {
        next = anchor;
        previous = anchor.previous;
        previous.next = this;
        anchor.previous = this;
        linked = true;
    }
}
