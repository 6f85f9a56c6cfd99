package io.raygate.route;

import java.util.Map;
import java.util.Set;

/**
 * A rule: what it matches. What it binds to stands beside it in the snapshot under the same {@code
 * ordinal}.
 *
 * @param ordinal index of the route in its table
 * @param hosts lower case; {@code *.example.com} matches one label more; empty matches all
 * @param path a prefix of whole segments without trailing slash ({@code /} for all), or an exact
 *     path
 * @param methods allowed methods
 * @param headers names with the one value that each must have
 */
public record Route(
        String id,
        int ordinal,
        Set<String> hosts,
        String path,
        boolean exact,
        Set<String> methods,
        Map<String, String> headers) {}
