package io.raygate.loadtest.serve.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Real time, kept by Vert.x timers of millisecond resolution. */
final class VertxTimeline implements Timeline {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Context loop;
    private final InstantSource wall = InstantSource.system();

    VertxTimeline(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return wall.instant();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var once = new Once(action);
        if (delay.isZero()) {
            loop.runOnContext(_ -> once.run());
            return once;
        }
        // Rounded up: what waits for a moment must never run before it.
        long millis = (delay.toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        long id = vertx.setTimer(millis, _ -> once.run());
        return () -> vertx.cancelTimer(id);
    }

    /** An action that can still be dropped after it was handed to the event loop. */
    private static final class Once implements Timer {
        private final Runnable action;
        private boolean cancelled;

        Once(Runnable action) {
            this.action = action;
        }

        void run() {
            if (!cancelled) {
                action.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
