package io.raygate.config;

/**
 * How failed attempts are repeated (S-84, S-85).
 *
 * @param attempts repeats after the first attempt; a route may change it
 * @param budget repeats as a share of a cluster's requests, 0 to 1; a cluster may change it
 */
public record RetryConfig(int attempts, double budget) {}
