package io.raygate.loadtest.serve.time;

import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The manual time of one event loop; touched by that loop only. */
final class ManualLoop implements Timeline {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Context loop;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long nanos;
    private long scheduled;

    ManualLoop(Context loop) {
        this.loop = loop;
    }

    Context loop() {
        return loop;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var due = new Due(nanos + delay.toNanos(), scheduled++, action);
        queue.add(due);
        if (delay.isZero()) {
            loop.runOnContext(_ -> advance(Duration.ZERO));
        }
        return () -> queue.remove(due);
    }

    void advance(Duration step) {
        long target = nanos + step.toNanos();
        for (Due due = queue.peek(); due != null && due.at() <= target; due = queue.peek()) {
            queue.remove(due);
            nanos = Math.max(nanos, due.at());
            due.action().run();
        }
        nanos = target;
    }

    private record Due(long at, long order, Runnable action) {}
}
