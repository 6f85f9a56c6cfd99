package io.raygate.forward;

import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterId;
import io.raygate.upstream.ClusterRegistry;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.EndpointAddress;
import io.raygate.upstream.HostHeader;
import io.raygate.upstream.PoolSettings;
import io.raygate.upstream.Protocol;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Policies and clusters that differ in what a test is about and in nothing else. */
final class Orders {
    static final ForwardPolicy POLICY = Policies.with(changing -> {});

    static final PoolSettings POOL = pool(256, Duration.ofSeconds(1));

    private Orders() {}

    static PoolSettings pool(int connections, Duration pendingTimeout) {
        return new PoolSettings(
                connections,
                512,
                pendingTimeout,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                64 * 1024,
                200,
                100);
    }

    static Cluster cluster(String id, int... ports) {
        return cluster(settings(id, POOL, ports));
    }

    static ClusterSettings settings(String id, PoolSettings pool, int... ports) {
        return settings(id, Protocol.HTTP1, pool, ports);
    }

    /** One that speaks HTTP/2 with prior knowledge. */
    static Cluster h2c(String id, int... ports) {
        return cluster(settings(id, Protocol.H2C, POOL, ports));
    }

    static ClusterSettings settings(String id, Protocol protocol, PoolSettings pool, int... ports) {
        return new ClusterSettings(
                new ClusterId(id),
                Arrays.stream(ports)
                        .mapToObj(port -> new EndpointAddress("127.0.0.1", port, false))
                        .toList(),
                protocol,
                Optional.empty(),
                new HostHeader.Preserve(),
                Optional.empty(),
                pool,
                Optional.empty(),
                Optional.empty(),
                0.5,
                0.1);
    }

    static Cluster cluster(ClusterSettings settings) {
        var registry = new ClusterRegistry(System::nanoTime);
        var clusters = registry.prepare(List.of(settings));
        registry.adopt(clusters);
        return clusters.values().iterator().next();
    }
}
