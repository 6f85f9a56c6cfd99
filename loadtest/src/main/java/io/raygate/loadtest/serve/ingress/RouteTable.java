package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.cluster.DeployedApplication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serve's routing: the longest prefix of whole segments wins, letter case matters. */
final class RouteTable {

    private RouteTable() {}

    /** The application for a decoded path, or null. */
    static @Nullable DeployedApplication match(
            List<DeployedApplication> applications, String path) {
        @Nullable DeployedApplication best = null;
        for (DeployedApplication one : applications) {
            if (one.isRoutable()
                    && owns(one.spec().routePrefix(), path)
                    && (best == null || longer(one, best))) {
                best = one;
            }
        }
        return best;
    }

    private static boolean longer(DeployedApplication one, DeployedApplication other) {
        return one.spec().routePrefix().length() > other.spec().routePrefix().length();
    }

    private static boolean owns(String prefix, String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || prefix.equals("/")
                        || path.charAt(prefix.length()) == '/');
    }
}
