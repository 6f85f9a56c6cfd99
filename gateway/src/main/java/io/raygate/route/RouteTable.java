package io.raygate.route;

import io.raygate.exchange.CanonicalPath;
import io.raygate.exchange.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All routes in order of precedence: the most specific host first, then exact path, longest prefix,
 * named method, most headers, id (S-26). Immutable; a look-up scans only the routes that the host
 * can reach.
 */
public final class RouteTable {
    private static final Matched NOTHING = new Matched.Nothing();
    private static final Comparator<Route> BY_PRECEDENCE =
            Comparator.comparing((Route route) -> !route.exact())
                    .thenComparingInt(route -> -route.path().length())
                    .thenComparing(route -> !route.methodsNamed())
                    .thenComparingInt(route -> -route.headers().size())
                    .thenComparing(Route::id);

    private final Map<String, Route[]> byHost = new HashMap<>();
    private final Map<String, Route[]> byWildcard = new HashMap<>();
    private final Route[] anyHost;

    public RouteTable(List<Route> routes) {
        List<Route> sorted = routes.stream().sorted(BY_PRECEDENCE).toList();
        anyHost = sorted.stream().filter(route -> route.hosts().isEmpty()).toArray(Route[]::new);
        Map<String, List<Route>> named = new HashMap<>();
        for (Route route : sorted) {
            route.hosts()
                    .forEach(
                            host -> named.computeIfAbsent(host, h -> new ArrayList<>()).add(route));
        }
        named.forEach(
                (host, list) -> {
                    Map<String, Route[]> target = host.startsWith("*.") ? byWildcard : byHost;
                    target.put(
                            host.startsWith("*.") ? host.substring(1) : host,
                            list.toArray(Route[]::new));
                });
    }

    /**
     * What binds this request; never null. A path that an upstream may read as that of another
     * route is bound by none: neither {@code /private%2Fx} nor {@code /jobs%3Acancel} may pass by
     * the route for {@code /} where there is one for {@code /private} or {@code /jobs:cancel}.
     */
    public Matched match(RequestHead head) {
        String path = head.path();
        Matched matched = find(head, path);
        String read = CanonicalPath.asUpstreamReads(path);
        return read.equals(path) || matched.equals(find(head, read)) ? matched : NOTHING;
    }

    private Matched find(RequestHead head, String path) {
        String host = head.authority().host();
        Matched best = within(byHost.get(host), head, path, NOTHING);
        if (!byWildcard.isEmpty()) {
            for (int dot = host.indexOf('.');
                    dot >= 0 && !(best instanceof Matched.To);
                    dot = host.indexOf('.', dot + 1)) {
                best = within(byWildcard.get(host.substring(dot)), head, path, best);
            }
        }
        return best instanceof Matched.To ? best : within(anyHost, head, path, best);
    }

    /** The first full match; short of one, what was known before or the first near miss. */
    private static Matched within(
            Route @Nullable [] routes, RequestHead head, String path, Matched before) {
        Matched best = before;
        for (int i = 0; routes != null && i < routes.length; i++) {
            Route route = routes[i];
            if (route.covers(path) && route.hasHeaders(head)) {
                if (route.methods().contains(head.method().name())) {
                    return new Matched.To(route);
                }
                best = best instanceof Matched.OtherMethod ? best : new Matched.OtherMethod(route);
            } else if (best instanceof Matched.Nothing
                    && route.coversOtherSlash(path)
                    && route.hasHeaders(head)) {
                best = new Matched.OtherSlash(route);
            }
        }
        return best;
    }
}
