package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.time.Timeline;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rest of one fault: what follows later and how it heals, by itself or because someone asks.
 */
public final class Script {
    private final Timeline time;
    private final List<Timer> timers = new ArrayList<>();
    private Runnable cure = () -> {};
    private boolean healed;

    Script(Timeline time) {
        this.time = time;
    }

    /** Does {@code action} so long after the fault, unless it has healed by then. */
    Script at(Duration after, Runnable action) {
        timers.add(time.after(after, action));
        return this;
    }

    /** What makes it good again. */
    Script healsBy(Runnable action) {
        cure = action;
        return this;
    }

    /** Heals by itself so long after the fault. */
    Script healsAfter(Duration length) {
        return at(length, this::heal);
    }

    /** Makes it good now; harmless when called again. */
    void heal() {
        if (!healed) {
            healed = true;
            timers.forEach(Timer::cancel);
            cure.run();
        }
    }

    boolean isHealed() {
        return healed;
    }
}
