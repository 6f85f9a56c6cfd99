package io.raygate.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What holds between routes and the rest. */
final class RouteChecks {
    private final GatewayConfig config;
    private final Reading reading;
    private final Set<String> usedClusters = new HashSet<>();

    private RouteChecks(GatewayConfig config, Reading reading) {
        this.config = config;
        this.reading = reading;
    }

    static void check(GatewayConfig config, Reading reading) {
        RouteChecks checks = new RouteChecks(config, reading);
        config.routes().forEach((id, route) -> checks.check("routes." + id, route));
        config.clusters().forEach((id, cluster) -> checks.check("clusters." + id, id, cluster));
        if (config.routes().isEmpty()) {
            reading.warn("routes", "has no route, so every request is refused", "");
        }
    }

    private void check(String id, String name, ClusterConfig cluster) {
        if (!usedClusters.contains(name)) {
            reading.warn(id, "is used by no route", "");
        }
        if (cluster.tls().insecureSkipVerify()) {
            reading.warn(
                    id + ".tls.insecureSkipVerify",
                    "trusts any upstream",
                    "needed: --allow-insecure");
        }
    }

    private void check(String path, RouteConfig route) {
        checkCallers(path, route);
        checkClusters(path, route);
        checkPaths(path, route);
        checkFields(path, route);
        CorsConfig cors = route.cors();
        if (cors != null && cors.origins().contains("*") && !route.forward().cookies().isEmpty()) {
            reading.fault(
                    path + ".cors.origins",
                    "is * on a route with cookies",
                    "allowed: origins, or no cookies");
        }
    }

    private void checkCallers(String path, RouteConfig route) {
        if (route.auth().isEmpty()) {
            reading.warn(
                    path + ".auth", "is none: everybody who reaches the listener may call", "");
        }
        for (int i = 0; i < route.auth().size(); i++) {
            String method = route.auth().get(i);
            if (method.startsWith("jwt.")
                    && !config.auth().jwt().containsKey(method.substring(4))) {
                reading.dangling(
                        path + ".auth[" + i + "]",
                        "issuer",
                        method.substring(4),
                        config.auth().jwt().keySet());
            }
        }
        checkTenants(path + ".tenants", route.tenants());
        route.split()
                .first()
                .forEach(
                        (cluster, tenants) ->
                                checkTenants(path + ".split.first." + cluster, tenants));
        boolean byCaller =
                route.split().sticky() instanceof SplitConfig.Sticky.Tenant
                        || route.split().sticky() instanceof SplitConfig.Sticky.Credential;
        if (route.auth().isEmpty() && byCaller) {
            reading.fault(
                    path + ".split.sticky",
                    "needs a known caller, but auth is none",
                    "allowed: none, {header: NAME}");
        }
    }

    private void checkTenants(String path, List<String> tenants) {
        for (int i = 0; i < tenants.size(); i++) {
            if (config.tenants().containsKey(tenants.get(i))) {
                continue;
            }
            if (config.state() != null) {
                reading.warn(
                        path + "[" + i + "]",
                        "is no tenant of this file",
                        "needed: raygate tenant create " + tenants.get(i));
            } else {
                reading.dangling(
                        path + "[" + i + "]", "tenant", tenants.get(i), config.tenants().keySet());
            }
        }
    }

    private void checkClusters(String path, RouteConfig route) {
        SplitConfig split = route.split();
        split.weights()
                .keySet()
                .forEach(id -> checkCluster(path + ".split.weights." + id, id, route));
        route.models().forEach((name, model) -> checkModel(path, name, model, route));
        split.first().keySet().forEach(id -> checkCluster(path + ".split.first." + id, id, route));
        for (int i = 0; i < split.when().size(); i++) {
            checkCluster(
                    path + ".split.when[" + i + "].cluster", split.when().get(i).cluster(), route);
        }
    }

    private void checkModel(String path, String name, ModelConfig model, RouteConfig route) {
        String weights = Quoted.path(path + ".models", name) + ".weights.";
        model.weights().keySet().forEach(id -> checkCluster(weights + id, id, route));
    }

    private void checkCluster(String path, String id, RouteConfig route) {
        usedClusters.add(id);
        ClusterConfig cluster = config.clusters().get(id);
        if (cluster == null) {
            reading.dangling(path, "cluster", id, config.clusters().keySet());
        } else if (route.switches().grpc() && cluster.protocol() == ClusterConfig.Protocol.HTTP1) {
            reading.fault(
                    path,
                    "speaks http1, but the route carries gRPC",
                    "allowed: a cluster with protocol h2c or h2");
        }
    }

    private void checkPaths(String path, RouteConfig route) {
        boolean prefix = route.match().path() instanceof MatchConfig.Path.Prefix;
        checkReserved(
                path + ".match." + (prefix ? "path" : "exactPath"),
                route.match().path().value(),
                route);
        String rewritten = route.rewritePrefix();
        if (rewritten != null) {
            checkReserved(path + ".rewrite.prefix", rewritten, route);
        }
    }

    private void checkReserved(String path, String value, RouteConfig route) {
        if (ReservedPaths.isRaysOwn(value)) {
            reading.fault(path, "is Ray Serve's own", "allowed: paths of applications");
        } else if (ReservedPaths.isDashboards(value) && !route.switches().allowReserved()) {
            reading.fault(
                    path, "is a path of Ray's dashboard", "allowed: with allowReserved: true");
        }
    }

    /** The names that {@code auth} gives are governed like those that are always so. */
    private void checkFields(String path, RouteConfig route) {
        AuthConfig auth = config.auth();
        List<String> names =
                List.of(
                        auth.identity().tenant(),
                        auth.identity().principal(),
                        auth.identity().scopes(),
                        auth.identity().credential(),
                        auth.apiKeys().header());
        BiConsumer<String, String> check =
                (at, name) -> {
                    if (names.stream()
                            .map(GovernedFields::comparable)
                            .anyMatch(GovernedFields.comparable(name)::equals)) {
                        reading.fault(at, "is a field that auth names", "allowed: other fields");
                    }
                };
        ForwardConfig forward = route.forward();
        forward.headers()
                .set()
                .keySet()
                .forEach(name -> check.accept(path + ".forward.headers.set." + name, name));
        for (int i = 0; i < forward.headers().remove().size(); i++) {
            check.accept(
                    path + ".forward.headers.remove[" + i + "]", forward.headers().remove().get(i));
        }
        for (int i = 0; i < forward.allow().size(); i++) {
            check.accept(path + ".forward.allow[" + i + "]", forward.allow().get(i));
        }
    }
}
