package io.raygate.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, resolved: every default is filled in, every reference holds, every map
 * keeps the order of the file.
 *
 * @param state null: nothing is kept, and credentials stand in the file alone; a shared store needs
 *     one
 * @param usage null: what requests cost is not kept
 */
public record GatewayConfig(
        Map<String, ListenerConfig> listeners,
        @Nullable StateConfig state,
        StoresConfig stores,
        @Nullable UsageConfig usage,
        List<Cidr> trustedProxies,
        TimeoutsConfig timeouts,
        SizesConfig sizes,
        ConnectionsConfig connections,
        Http2Config http2,
        RetryConfig retry,
        UpstreamConfig upstream,
        AuthConfig auth,
        Map<String, PriceConfig> prices,
        Map<String, LimitConfig> limits,
        Map<String, TenantConfig> tenants,
        Map<String, ClusterConfig> clusters,
        Map<String, RouteConfig> routes,
        ObservabilityConfig observability,
        OpsConfig ops,
        AdminConfig admin,
        DrainConfig drain,
        ProblemsConfig problems) {
    static GatewayConfig read(Section s) {
        s.required("version", new Counts(1, 1), 1);
        s.list("include", Texts.PATH);
        TimeoutsConfig timeouts = s.section("timeouts", TimeoutsConfig::read);
        SizesConfig sizes = s.section("sizes", SizesConfig::read);
        RetryConfig retry = s.section("retry", RetryConfig::read);
        UpstreamConfig upstream =
                s.section("upstream", it -> UpstreamConfig.read(it, UpstreamConfig.DEFAULT));
        StoresConfig stores = s.section("stores", StoresConfig::read);
        var aroundClusters = new ClusterConfig.Around(upstream, retry);
        var aroundRoutes = new RouteConfig.Around(timeouts, sizes, retry);
        return new GatewayConfig(
                s.each("listeners", Texts.ID, (it, id) -> it.section(id, ListenerConfig::read)),
                stores.keys() == null
                        ? s.optionalSection("state", StateConfig::read)
                        : s.section("state", StateConfig::read),
                stores,
                s.optionalSection("usage", UsageConfig::read),
                s.list("trustedProxies", Cidr.FORM),
                timeouts,
                sizes,
                s.section("connections", ConnectionsConfig::read),
                s.section("http2", Http2Config::read),
                retry,
                upstream,
                s.section("auth", AuthConfig::read),
                s.each("prices", Texts.NAME, (it, id) -> it.section(id, PriceConfig::read)),
                s.each("limits", Texts.ID, (it, id) -> it.section(id, LimitConfig::read)),
                s.each("tenants", Texts.ID, (it, id) -> it.section(id, TenantConfig::read)),
                s.each(
                        "clusters",
                        Texts.ID,
                        (it, id) ->
                                it.section(
                                        id,
                                        cluster -> ClusterConfig.read(cluster, aroundClusters))),
                s.each(
                        "routes",
                        Texts.ID,
                        (it, id) -> it.section(id, route -> RouteConfig.read(route, aroundRoutes))),
                s.section("observability", ObservabilityConfig::read),
                s.section("ops", OpsConfig::read),
                s.section("admin", AdminConfig::read),
                s.section("drain", DrainConfig::read),
                s.section("problems", ProblemsConfig::read));
    }
}
