package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.time.Timeline;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How fast one process moves: as it should, slowed down, cold for a while, not at all, or never
 * again.
 */
public final class Pace {
    private final Timeline time;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean hung;
    private boolean stopped;
    private double slowness = 1;
    private Duration lag = Duration.ZERO;

    Pace(Timeline time) {
        this.time = time;
    }

    /** Runs {@code action} now, after the lag of a slow process, or once a hung one moves again. */
    void run(Runnable action) {
        if (lag.isZero()) {
            gate(action);
        } else {
            time.after(lag, () -> gate(action));
        }
    }

    /** Runs {@code action} after {@code delay} times the slowness. */
    Timer after(Duration delay, Runnable action) {
        Duration stretched =
                slowness == 1 ? delay : Duration.ofNanos((long) (delay.toNanos() * slowness));
        return time.after(stretched, () -> gate(action));
    }

    private void gate(Runnable action) {
        if (stopped) {
            return;
        }
        if (hung) {
            held.add(action);
        } else {
            action.run();
        }
    }

    /** Nothing moves until {@link #thaw}. */
    void hang() {
        hung = true;
    }

    /** Whatever was held back runs now, in order. */
    void thaw() {
        hung = false;
        for (Runnable action = held.poll(); action != null && !hung; action = held.poll()) {
            gate(action);
        }
    }

    /** Nothing moves ever again. */
    void stop() {
        stopped = true;
        held.clear();
    }

    /**
     * Makes the process slow.
     *
     * @param factor stretches each delay of the application; 1 is normal
     * @param extra added to the start of each request
     */
    public void slow(double factor, Duration extra) {
        slowness = factor;
        lag = extra;
    }

    /** Slow starts for {@code length}, then normal: a replica that is RUNNING but cold. */
    public void cold(Duration length, Duration extra) {
        slow(1, extra);
        time.after(length, () -> slow(1, Duration.ZERO));
    }

    public boolean isHung() {
        return hung;
    }
}
