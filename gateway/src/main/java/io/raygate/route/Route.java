package io.raygate.route;

import io.raygate.exchange.RequestHead;
import java.util.Map;
import java.util.Set;

/**
 * A rule: what it matches. What it binds to stands beside it in the snapshot under the same {@code
 * ordinal}.
 *
 * @param ordinal index of the route in its table
 * @param hosts lower case; {@code *.example.com} matches any name below; empty matches all
 * @param path a prefix of whole segments without trailing slash ({@code /} for all), or an exact
 *     path
 * @param methods allowed methods
 * @param methodsNamed whether the configuration names the methods, which makes the route more
 *     specific
 * @param headers names with the one value that each must have
 * @param redirectSlash whether the form of the path with or without its last slash is redirected
 *     here
 */
public record Route(
        String id,
        int ordinal,
        Set<String> hosts,
        String path,
        boolean exact,
        Set<String> methods,
        boolean methodsNamed,
        Map<String, String> headers,
        boolean redirectSlash) {

    /**
     * Whether the path is this route's own or, for a prefix, below it: whole segments,
     * case-sensitive (S-26).
     */
    boolean covers(String requestPath) {
        if (exact) {
            return requestPath.equals(path);
        }
        return requestPath.startsWith(path)
                && (path.endsWith("/")
                        || requestPath.length() == path.length()
                        || requestPath.charAt(path.length()) == '/');
    }

    /** Whether it would cover the path with its last slash cut or added. */
    boolean coversOtherSlash(String requestPath) {
        if (!redirectSlash) {
            return false;
        }
        boolean slashed = requestPath.length() > 1 && requestPath.endsWith("/");
        return covers(
                slashed ? requestPath.substring(0, requestPath.length() - 1) : requestPath + "/");
    }

    boolean hasHeaders(RequestHead head) {
        return head.fields().holdAll(headers);
    }
}
