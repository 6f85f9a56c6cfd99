package io.raygate.e2e;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;

/** The gateway before the two Ray clusters, with a route for each way to use them. */
final class RayGateway {
    private static final String STABLE = "weights: {stable: 1}";

    private RayGateway() {}

    static GatewayProcess before(RayClusters ray) {
        String clusters =
                """
                clusters:
                  stable: {endpoints: ["%s"], health: {interval: 1s, timeout: 5s}}
                  canary: {endpoints: ["%s"], health: {interval: 1s, timeout: 5s}}
                  grpc: {endpoints: ["http://127.0.0.1:%d"], protocol: h2c, health: off}
                routes:
                """
                        .formatted(
                                ray.stable().http(), ray.canary().http(), ray.stable().grpcPort());
        return GatewayProcess.start(
                clusters
                        + route("all", "/", STABLE, "")
                        + route("echo", "/echo", "weights: {stable: 90, canary: 10}", "")
                        + route("chat", "/llm", STABLE, "openai: true")
                        + route("stream", "/stream", STABLE, "stream: true")
                        + route("socket", "/ws", STABLE, "websocket: true")
                        + route("only", "/only", STABLE, "rewrite: {prefix: /}")
                        + route(
                                "failover",
                                "/failover",
                                "weights: {stable: 1000000, canary: 1}, failover: true",
                                "rewrite: {prefix: /}")
                        + route(
                                "greeter",
                                "/ray.serve.UserDefinedService",
                                "weights: {grpc: 1}",
                                "grpc: true\n    application: greeter"));
    }

    private static String route(String id, String path, String split, String more) {
        return """
                  %s:
                    match: {path: %s, methods: [GET, HEAD, POST, PUT]}
                    auth: [apiKeys]
                    tenants: [acme]
                    sizes: {body: 32MiB}
                    split: {%s}
                    %s
                """
                .formatted(id, path, split, more);
    }
}
