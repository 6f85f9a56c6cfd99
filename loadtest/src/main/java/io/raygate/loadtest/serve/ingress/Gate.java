package io.raygate.loadtest.serve.ingress;

import java.util.ArrayDeque;
import java.util.Queue;

/** A process that may stop moving: what arrives while it is shut waits, in order. */
final class Gate {
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean shut;

    void run(Runnable action) {
        if (shut) {
            held.add(action);
        } else {
            action.run();
        }
    }

    void shut() {
        shut = true;
    }

    /** Lets everything through that waited. */
    void open() {
        shut = false;
        for (Runnable action = held.poll(); action != null && !shut; action = held.poll()) {
            action.run();
        }
    }

    /** Forgets what waited: its process is gone. */
    void clear() {
        held.clear();
        shut = false;
    }
}
