package io.raygate.loadtest.serve.cluster;

import java.time.Duration;

/**
 * How long the steps in the life of an application and of a replica take.
 *
 * @param importing from the deployment until the application's route and deployments are known
 * @param starting from STARTING to RUNNING on the first start, the constructor's own time not
 *     counted
 * @param replacing the same for a replica that follows a dead one, or for one more
 * @param hangDetection from the moment a replica hangs until it is killed: three checks of 30 s
 */
public record LifecycleTimes(
        Duration importing, Duration starting, Duration replacing, Duration hangDetection) {

    private static final Duration REPLACING = Duration.ofMillis(1_200);
    private static final Duration HANG = Duration.ofSeconds(96);

    /** Everything runs at the start of the simulator; later faults take their measured time. */
    public static final LifecycleTimes READY_AT_START =
            new LifecycleTimes(Duration.ZERO, Duration.ZERO, REPLACING, HANG);

    /** The first start takes as long as on real Ray 2.60, measured. */
    public static final LifecycleTimes AS_MEASURED =
            new LifecycleTimes(Duration.ofSeconds(9), Duration.ofSeconds(4), REPLACING, HANG);
}
