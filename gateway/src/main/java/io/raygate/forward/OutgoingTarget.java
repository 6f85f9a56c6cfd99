package io.raygate.forward;

import io.raygate.exchange.CanonicalPath;
import io.raygate.exchange.Decision;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.ReservedPath;
import org.jspecify.annotations.Nullable;

/**
 * The request target that goes upstream: the canonical path, rewritten by the route, and the query.
 */
final class OutgoingTarget {
    private static final PathRules ANY = new PathRules(true, true);

    private OutgoingTarget() {}

    /** Path and query, or null where it must not be reached (S-26, S-71). */
    static @Nullable String of(RequestHead head, ForwardPolicy policy) {
        String path = head.path();
        if (policy.rewritePrefix().isPresent()) {
            path = rewritten(path, policy.matchedPrefix(), policy.rewritePrefix().get());
            if (!(CanonicalPath.of(path, ANY) instanceof Decision.Proceed<String>(var same))
                    || !same.equals(path)) {
                return null;
            }
        }
        if (ReservedPath.matches(path) && !policy.allowReserved()) {
            return null;
        }
        return head.query() == null ? path : path + "?" + head.query();
    }

    private static String rewritten(String path, String matched, String replacement) {
        String rest = path.substring(Math.min(withoutSlash(matched), path.length()));
        String whole = replacement.substring(0, withoutSlash(replacement)) + rest;
        return whole.isEmpty() ? "/" : whole;
    }

    private static int withoutSlash(String prefix) {
        return prefix.endsWith("/") ? prefix.length() - 1 : prefix.length();
    }
}
