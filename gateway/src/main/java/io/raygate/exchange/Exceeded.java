package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Which limit a refused request is over, and how that stood at the moment.
 *
 * @param policy its name in the RateLimit fields
 * @param unit what it counts
 * @param set under which it was agreed
 * @param model of whose requests alone; null: of all
 * @param stood how it stood
 */
public record Exceeded(
        String policy, String unit, String set, @Nullable String model, Stood stood) {

    /**
     * How a limit stood, in what it counts.
     *
     * @param most that there can be at once, or in the window
     * @param left that was there
     * @param needed by the request, or what it needed in addition
     * @param scale how many of what these three count make one of the unit
     */
    public record Stood(long most, long left, long needed, long scale) {}

    boolean isOfTokens() {
        return unit.equals("tokens");
    }
}
