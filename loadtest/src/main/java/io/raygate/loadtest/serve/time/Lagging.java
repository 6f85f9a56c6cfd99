package io.raygate.loadtest.serve.time;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A view that can be made to show the past: it stops at the moment of the switch and then follows
 * that much later.
 */
public final class Lagging<T> {
    private static final Duration SAMPLE = Duration.ofMillis(500);

    private final Timeline time;
    private final Supplier<T> present;
    private final Deque<Sample<T>> samples = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;
    private Timer sampling = () -> {};

    public Lagging(Timeline time, Supplier<T> present) {
        this.time = time;
        this.present = present;
    }

    /** Shows what was {@code length} ago, zero for the present. */
    public void by(Duration length) {
        lag = length;
        sampling.cancel();
        samples.clear();
        if (!length.isZero()) {
            sample();
            sampling = time.every(SAMPLE, this::sample);
        }
    }

    private void sample() {
        samples.addLast(new Sample<>(time.nanos(), present.get()));
    }

    /** The present, or the youngest sample that is old enough. */
    public T get() {
        if (lag.isZero()) {
            return present.get();
        }
        long newest = time.nanos() - lag.toNanos();
        while (samples.size() > 1 && secondTakenNanos() <= newest) {
            samples.removeFirst();
        }
        return samples.getFirst().value();
    }

    private long secondTakenNanos() {
        var each = samples.iterator();
        each.next();
        return each.next().takenNanos();
    }

    private record Sample<T>(long takenNanos, T value) {}
}
