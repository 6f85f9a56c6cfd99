package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * The whole configuration, resolved: every default is filled in, every reference holds, every map
 * keeps the order of the file.
 */
public record GatewayConfig(
        Map<String, ListenerConfig> listeners,
        StateConfig state,
        List<Cidr> trustedProxies,
        TimeoutsConfig timeouts,
        SizesConfig sizes,
        ConnectionsConfig connections,
        Http2Config http2,
        RetryConfig retry,
        UpstreamConfig upstream,
        AuthConfig auth,
        Map<String, TenantConfig> tenants,
        Map<String, ClusterConfig> clusters,
        Map<String, RouteConfig> routes,
        ObservabilityConfig observability,
        OpsConfig ops,
        AdminConfig admin,
        DrainConfig drain,
        ProblemsConfig problems) {}
