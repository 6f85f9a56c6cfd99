package io.raygate.listener;

import java.time.Duration;

/**
 * How long one connection may be used, so that load can move to other gateways.
 *
 * @param maxAge after which it is ended between requests
 * @param maxRequests after which it is ended
 */
public record ConnectionLimits(Duration maxAge, int maxRequests) {

    /** Security.md, section 21. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(Duration.ofHours(1), 10_000);
}
