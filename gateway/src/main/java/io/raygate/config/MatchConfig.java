package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * What a route binds to (S-26).
 *
 * @param hosts in lower case, without port; empty: any
 * @param headers by name, exact values, all must be there
 */
public record MatchConfig(
        List<String> hosts, Path path, List<String> methods, Map<String, String> headers) {

    /** The path that is matched, in canonical form. */
    public sealed interface Path {

        String value();

        /** This path, with and without a slash at the end, and all below. */
        record Prefix(String value) implements Path {}

        /** This path alone. */
        record Exact(String value) implements Path {}
    }
}
