package io.raygate.exchange;

/**
 * Which limit a refused request is over.
 *
 * @param policy its name in the RateLimit fields
 * @param unit what it counts
 */
public record Exceeded(String policy, String unit) {
    boolean isOfTokens() {
        return unit.equals("tokens");
    }
}
