package io.raygate.forward;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies are held back in the whole gateway until they are whole: at most
 * {@value #MOST}, and beyond that none is taken in (hot-path.md). Any thread.
 */
public final class HeldBodies {
    private static final long MOST = 64L << 20;

    private final AtomicLong held = new AtomicLong();

    /** Whether there is room for so many more, which are then taken. */
    boolean take(int bytes) {
        if (held.addAndGet(bytes) <= MOST) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
