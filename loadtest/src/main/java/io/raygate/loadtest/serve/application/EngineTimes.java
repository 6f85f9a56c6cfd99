package io.raygate.loadtest.serve.application;

/**
 * The times of the completions an engine has made, in seconds.
 *
 * @param queue from arrival until it entered the batch
 * @param firstToken from arrival to the first token
 * @param perOutputToken after the first, one value a completion
 * @param whole from arrival to the last token; its count is the number of successes
 */
public record EngineTimes(
        Histogram queue, Histogram firstToken, Histogram perOutputToken, Histogram whole) {
    private static final double[] BOUNDS = {
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80
    };

    /** Nothing yet. */
    public static EngineTimes empty() {
        return new EngineTimes(fresh(), fresh(), fresh(), fresh());
    }

    private static Histogram fresh() {
        return new Histogram(BOUNDS);
    }
}
