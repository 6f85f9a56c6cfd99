package io.raygate.config;

/**
 * How failed attempts are repeated (S-84, S-85).
 *
 * @param attempts repeats after the first attempt; a route may change it
 * @param budget repeats as a share of a cluster's requests, 0 to 1; a cluster may change it
 */
public record RetryConfig(int attempts, double budget) {
    static final Form<Integer> ATTEMPTS = new Counts(0, 2);
    static final Form<Double> BUDGET = new Shares(50);

    static RetryConfig read(Section s) {
        return new RetryConfig(s.one("attempts", ATTEMPTS, 1), s.one("budget", BUDGET, 0.1));
    }
}
