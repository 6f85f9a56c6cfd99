package io.raygate.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How callers prove who they are.
 *
 * @param jwt by the issuer's id
 */
public record AuthConfig(
        Identity identity,
        Map<String, JwtConfig> jwt,
        ApiKeys apiKeys,
        Throttle throttle,
        Cache cache) {

    /** The names of the fields that tell the upstream who calls (S-29). */
    public record Identity(String tenant, String principal, String scopes, String credential) {}

    /**
     * The shape of API keys and where they are accepted (S-58, S-61).
     *
     * @param bearer also as {@code Authorization: Bearer}
     */
    public record ApiKeys(
            String prefix, List<String> environments, String header, boolean bearer) {}

    /** Failed attempts allowed (S-65); null is off. */
    public record Throttle(@Nullable Rate perAddress, @Nullable Rate perKey) {}

    /**
     * The cache of verified tokens (S-56).
     *
     * @param entries 0 is off
     */
    public record Cache(int entries, Duration ttl, Duration negativeTtl) {}
}
