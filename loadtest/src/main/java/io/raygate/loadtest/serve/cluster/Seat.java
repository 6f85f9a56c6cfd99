package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place a request has: first in a router's queue, then in a replica, given back exactly
 * once.
 */
public final class Seat {
    private final Router router;
    private final Work work;
    private Timer bound = () -> {};
    private @Nullable Replica replica;
    private boolean left;

    public Seat(Router router, Work work) {
        this.router = router;
        this.work = work;
    }

    /** Asks the router for a replica; {@code timeout} is dropped when the seat is left. */
    public void ask(Timer timeout) {
        bound = timeout;
        router.assign(work);
    }

    /** The router chose; {@code action} runs in the replica unless the seat was left before. */
    public void take(Replica chosen, Runnable action) {
        replica = chosen;
        chosen.run(
                () -> {
                    if (!left) {
                        action.run();
                    }
                });
    }

    /** Gives the place back; harmless when called again. */
    public void leave() {
        if (left) {
            return;
        }
        left = true;
        bound.cancel();
        if (replica == null) {
            router.abandon(work);
        } else {
            router.release(work, replica);
        }
    }

    /** Whether the place was given back. */
    public boolean isLeft() {
        return left;
    }

    /** Whether a replica took the request. */
    public boolean isTaken() {
        return replica != null;
    }

    /** The replica that took it. */
    public Replica replica() {
        return Objects.requireNonNull(replica);
    }
}
