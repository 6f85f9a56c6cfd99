package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * Which cluster takes a request of a route.
 *
 * @param weights by cluster id; proportional, at least one above 0
 * @param when asked in order before everything else
 * @param first by cluster id: tenants that go there whatever the weights say
 * @param failover whether a request that never started may go to another cluster (S-86)
 */
public record SplitConfig(
        Map<String, Integer> weights,
        List<When> when,
        Sticky sticky,
        Map<String, List<String>> first,
        boolean failover) {

    /** Requests with all these fields go to this cluster. */
    public record When(Map<String, String> headers, String cluster) {}

    /** What keeps a caller at one cluster, without a cookie. */
    public sealed interface Sticky {

        /** Nothing. */
        record None() implements Sticky {}

        /** The tenant. */
        record Tenant() implements Sticky {}

        /** The credential: key id, or issuer and subject. */
        record Credential() implements Sticky {}

        /** The value of a field. */
        record Header(String name) implements Sticky {}
    }
}
