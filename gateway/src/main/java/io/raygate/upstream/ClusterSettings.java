package io.raygate.upstream;

import java.util.List;
import java.util.Optional;

/**
 * A cluster as configured. A change of anything but the endpoints' list makes new connection pools.
 *
 * @param credential the upstream's own credential, added to each request (S-32), if it wants one
 * @param panicThreshold share of usable endpoints, 0 to 1, below which all are used (S-87)
 * @param retryBudget share of requests that may be sent again, 0 to 0.5 (S-85)
 */
public record ClusterSettings(
        ClusterId id,
        List<EndpointAddress> endpoints,
        Protocol protocol,
        Optional<UpstreamTls> tls,
        HostHeader hostHeader,
        Optional<UpstreamCredential> credential,
        PoolSettings pool,
        Optional<HealthSettings> health,
        Optional<EjectSettings> eject,
        double panicThreshold,
        double retryBudget) {}
