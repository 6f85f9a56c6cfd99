package io.raygate.snapshot;

import io.raygate.config.AuthConfig;
import io.raygate.config.ClusterConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.SizesConfig;
import io.raygate.exchange.FieldTable;
import io.raygate.exchange.HeadSizes;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.SanitizerRules;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns what the configuration says about names, sizes and trusted hops into the sanitiser's rules;
 * pure.
 */
final class SanitizerCompiler {

    private SanitizerCompiler() {}

    static SanitizerRules rules(GatewayConfig config) {
        return new SanitizerRules(
                FieldTable.of(config.auth().apiKeys().header(), dropped(config)),
                config.trustedProxies().stream().map(AuthCompiler::range).toList(),
                sizes(config.sizes()),
                paths(config),
                methods(config),
                CertificateNames.of(config.listeners()));
    }

    static IdentityFields identity(AuthConfig.Identity names) {
        return new IdentityFields(
                names.tenant(), names.principal(), names.scopes(), names.credential());
    }

    /**
     * What the gateway itself sets upstream, no caller may: identity (S-29) and the upstreams'
     * credentials (S-32).
     */
    private static Set<String> dropped(GatewayConfig config) {
        AuthConfig.Identity identity = config.auth().identity();
        Set<String> names =
                new HashSet<>(
                        Set.of(
                                identity.tenant(),
                                identity.principal(),
                                identity.scopes(),
                                identity.credential()));
        for (ClusterConfig cluster : config.clusters().values()) {
            if (cluster.credential() != null) {
                names.add(cluster.credential().header());
            }
        }
        return names;
    }

    private static HeadSizes sizes(SizesConfig sizes) {
        return new HeadSizes(
                (int) sizes.requestLine(),
                (int) sizes.headerField(),
                (int) sizes.headers(),
                sizes.headerCount());
    }

    private static PathRules paths(GatewayConfig config) {
        boolean slash =
                config.routes().values().stream()
                        .anyMatch(route -> route.switches().allowEncodedSlash());
        boolean parameters =
                config.routes().values().stream()
                        .anyMatch(route -> route.switches().allowPathParameters());
        return new PathRules(slash, parameters);
    }

    private static Set<String> methods(GatewayConfig config) {
        Set<String> methods = new HashSet<>();
        for (RouteConfig route : config.routes().values()) {
            methods.addAll(route.match().methods());
        }
        return methods;
    }
}
