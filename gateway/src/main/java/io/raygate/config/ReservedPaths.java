package io.raygate.config;

import java.util.Set;

/** Paths under which Ray itself answers (S-71, S-109), on the Serve proxy and on the dashboard. */
final class ReservedPaths {
    private static final Set<String> DASHBOARD =
            Set.of("api", "nodes", "logical", "metrics", "logs");

    private ReservedPaths() {}

    static boolean isRaysOwn(String path) {
        String first = firstSegment(path);
        return first.equals("-") || first.equals("ray.serve.RayServeAPIService");
    }

    static boolean isDashboards(String path) {
        return DASHBOARD.contains(firstSegment(path));
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }
}
