package io.raygate.exchange;

/**
 * The paths of Ray's own endpoints, which no public listener reaches unless a route says so (S-71,
 * S-109): {@code /-/}, {@code /api/}, {@code /nodes}, {@code /logical}, {@code /metrics}, {@code
 * /logs} and the gRPC service of Ray Serve, each with all below it.
 */
public final class ReservedPath {
    private static final String[] FIRST_SEGMENTS = {
        "-", "api", "nodes", "logical", "metrics", "logs", "ray.serve.RayServeAPIService"
    };
    private static final String SLASH = "%2F";

    private ReservedPath() {}

    /** Whether a canonical path, read as Ray reads it ({@code %2F} is a slash), is reserved. */
    public static boolean matches(String canonical) {
        int start = firstSegment(canonical);
        for (String segment : FIRST_SEGMENTS) {
            int end = start + segment.length();
            if (canonical.startsWith(segment, start) && endsSegment(canonical, end)) {
                return true;
            }
        }
        return false;
    }

    /** Behind all slashes at the start, since an upstream may merge them. */
    private static int firstSegment(String path) {
        int i = 0;
        while (true) {
            if (path.startsWith("/", i)) {
                i++;
            } else if (path.startsWith(SLASH, i)) {
                i += SLASH.length();
            } else {
                return i;
            }
        }
    }

    private static boolean endsSegment(String path, int at) {
        return at == path.length()
                || path.charAt(at) == '/'
                || path.charAt(at) == ';'
                || path.startsWith(SLASH, at)
                || path.startsWith("%3B", at);
    }
}
