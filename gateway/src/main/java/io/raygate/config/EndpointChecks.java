package io.raygate.config;

import java.net.InetAddress;
import java.net.URI;

/** No route leads to the gateway's own ports of operators (S-88, S-93). */
final class EndpointChecks {

    private EndpointChecks() {}

    static void check(GatewayConfig config, Reading reading) {
        config.clusters()
                .forEach(
                        (id, cluster) -> {
                            for (int i = 0; i < cluster.endpoints().size(); i++) {
                                String path = "clusters." + id + ".endpoints[" + i + "]";
                                URI endpoint = cluster.endpoints().get(i);
                                refuse(path, endpoint, "admin", config.admin().address(), reading);
                                refuse(path, endpoint, "ops", config.ops().address(), reading);
                            }
                        });
    }

    private static void refuse(
            String path, URI endpoint, String name, ListenAddress own, Reading reading) {
        String host = Hosts.withoutBrackets(endpoint.getHost());
        if (endpoint.getPort() == own.port() && (host.equals(own.host()) || isHere(host))) {
            reading.fault(
                    path,
                    "is the gateway's own " + name + ".address",
                    "allowed: a Ray Serve proxy");
        }
    }

    private static boolean isHere(String host) {
        return new ListenAddress(host, 0).isLoopback()
                || IpLiterals.parse(host).map(InetAddress::isAnyLocalAddress).orElse(false);
    }
}
