package io.raygate.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named group of endpoints.
 *
 * @param endpoints {@code http://host:port} or {@code https://host:port}, the port always written
 *     out, all of one scheme, without path
 * @param tls settings of https endpoints
 * @param credential the upstream's own credential, sent with each request
 * @param panicThreshold below this share (0 to 1) of usable endpoints all are used (S-87)
 * @param health null is off
 * @param eject null is off
 * @param retryBudget see {@link RetryConfig#budget}
 */
public record ClusterConfig(
        List<URI> endpoints,
        Protocol protocol,
        Tls tls,
        HostHeader hostHeader,
        @Nullable Credential credential,
        double panicThreshold,
        @Nullable Health health,
        @Nullable Eject eject,
        UpstreamConfig upstream,
        double retryBudget) {

    /**
     * What is spoken to the endpoints; {@code H2} is HTTP/2 over TLS, {@code H2C} in clear text.
     */
    public enum Protocol {
        HTTP1,
        H2C,
        H2
    }

    /**
     * Upstream TLS (S-77).
     *
     * @param ca authorities, PEM; null: those of the platform
     * @param serverName name to verify and to send as SNI; null: the endpoint's host
     * @param certificate own certificate; null exactly when {@code key} is
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable String serverName,
            @Nullable Path certificate,
            @Nullable SecretRef key,
            boolean insecureSkipVerify) {}

    /** What the upstream reads as Host (S-35). */
    public sealed interface HostHeader {

        /** The caller's. */
        record Preserve() implements HostHeader {}

        /** The endpoint's host and port. */
        record Endpoint() implements HostHeader {}

        /** A fixed name. */
        record Name(String name) implements HostHeader {}
    }

    /** A field added to each request to this cluster. */
    public record Credential(String header, SecretRef value) {}

    /**
     * Active checks.
     *
     * @param status answers that count as healthy
     */
    public record Health(
            String path,
            Duration interval,
            Duration timeout,
            int unhealthyAfter,
            int healthyAfter,
            List<Integer> status) {}

    /**
     * Passive ejection.
     *
     * @param maxEjected share of the endpoints, 0 to 1
     */
    public record Eject(int consecutiveFailures, Duration baseTime, double maxEjected) {}
}
