package io.raygate.forward;

import io.raygate.forward.ForwardPolicy.Timeouts;
import java.util.concurrent.TimeUnit;

/**
 * Watches how fast a client sends its body (S-80): only the time counts in which the gateway was
 * ready to read. Looks once a second, and only while a body is under way.
 */
final class UploadPace extends Deadline {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Work work;
    private final Deadlines wheel;
    private final long idleNanos;
    private final long bytesPerSecond;
    private long bytes;
    private long waitedNanos;
    private long sinceNanos;

    UploadPace(Work work, Deadlines wheel, Timeouts timeouts) {
        this.work = work;
        this.wheel = wheel;
        this.idleNanos = timeouts.bodyIdle().toNanos();
        this.bytesPerSecond = timeouts.bodyMinRate();
    }

    /** From now on the client is waited for. */
    void begin() {
        if (!isLinked()) {
            sinceNanos = wheel.now();
            look();
        }
    }

    private void look() {
        wheel.in(Math.min(SECOND, idleNanos), this);
    }

    void arrived(int length) {
        bytes += length;
        if (isLinked()) {
            long now = wheel.now();
            waitedNanos += now - sinceNanos;
            sinceNanos = now;
        }
    }

    /** The client is not waited for, since it could not be read. */
    void pause() {
        if (isLinked()) {
            waitedNanos += wheel.now() - sinceNanos;
            cancel();
        }
    }

    @Override
    void expired() {
        long idle = wheel.now() - sinceNanos;
        if (idle >= idleNanos || isTooSlow(waitedNanos + idle)) {
            work.fail(UpstreamFailure.CLIENT_BODY_SLOW);
        } else {
            look();
        }
    }

    private boolean isTooSlow(long waited) {
        return bytesPerSecond > 0
                && waited > GRACE_NANOS
                && bytes < bytesPerSecond * (waited / (double) SECOND);
    }
}
