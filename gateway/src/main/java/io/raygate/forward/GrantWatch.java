package io.raygate.forward;

import java.util.concurrent.TimeUnit;

/**
 * Asks each minute whether the caller of a WebSocket may still have it, and ends it if not (S-62).
 */
final class GrantWatch extends Deadline {
    private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Forwarding forwarding;
    private final Deadlines wheel;
    private final StillGranted granted;

    GrantWatch(Forwarding forwarding, Deadlines wheel, StillGranted granted) {
        this.forwarding = forwarding;
        this.wheel = wheel;
        this.granted = granted;
    }

    void start() {
        wheel.in(PERIOD_NANOS, this);
    }

    /** Set anew first, so that a question which is never answered is not the last one. */
    @Override
    void expired() {
        start();
        granted.ask()
                .onComplete(
                        asked -> {
                            if (asked.failed() || !asked.result()) {
                                forwarding.fail(UpstreamFailure.GRANT_LOST);
                            }
                        });
    }
}
