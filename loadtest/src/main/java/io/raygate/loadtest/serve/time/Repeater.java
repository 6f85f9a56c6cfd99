package io.raygate.loadtest.serve.time;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;

/** An action that schedules itself anew until it is cancelled. */
final class Repeater implements Timer {
    private final Timeline time;
    private final Duration period;
    private final Runnable action;
    private Timer next = () -> {};
    private boolean cancelled;

    Repeater(Timeline time, Duration period, Runnable action) {
        this.time = time;
        this.period = period;
        this.action = action;
    }

    Repeater start() {
        next = time.after(period, this::fire);
        return this;
    }

    private void fire() {
        action.run();
        if (!cancelled) {
            start();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        next.cancel();
    }
}
