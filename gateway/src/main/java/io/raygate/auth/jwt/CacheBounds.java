package io.raygate.auth.jwt;

import java.time.Duration;

/**
 * How much of what was verified is remembered, and how long (S-56).
 *
 * @param entries of good tokens, and as many of bad ones; 0 is off
 * @param ttl of good tokens
 * @param negativeTtl of bad ones
 */
public record CacheBounds(int entries, Duration ttl, Duration negativeTtl) {

    /** The defaults of security.md, section 21. */
    public static final CacheBounds STANDARD =
            new CacheBounds(10_000, Duration.ofMinutes(5), Duration.ofSeconds(10));
}
