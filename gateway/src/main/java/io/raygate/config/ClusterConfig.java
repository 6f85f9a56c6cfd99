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
    private static final Form<Protocol> PROTOCOL =
            Words.of("http1", Protocol.HTTP1).or("h2c", Protocol.H2C).or("h2", Protocol.H2);
    private static final Form<HostHeader> HOST_HEADER =
            Words.<HostHeader>of("preserve", new HostHeader.Preserve())
                    .or("endpoint", new HostHeader.Endpoint());

    /** What of the whole gateway's settings a cluster starts from. */
    record Around(UpstreamConfig upstream, RetryConfig retry) {}

    static ClusterConfig read(Section s, Around around) {
        ClusterConfig cluster =
                new ClusterConfig(
                        s.requiredList("endpoints", Endpoints.FORM),
                        s.one("protocol", PROTOCOL, Protocol.HTTP1),
                        s.section("tls", Tls::read),
                        hostHeader(s),
                        s.optionalSection("credential", Credential::read),
                        s.one("panicThreshold", new Shares(100), 0.5),
                        s.is("health", "off") ? null : s.section("health", Health::read),
                        s.is("eject", "off") ? null : s.section("eject", Eject::read),
                        s.section("upstream", it -> UpstreamConfig.read(it, around.upstream)),
                        s.section(
                                "retry",
                                it -> it.one("budget", RetryConfig.BUDGET, around.retry.budget())));
        cluster.check(s);
        return cluster;
    }

    private static HostHeader hostHeader(Section s) {
        return s.isMapping("hostHeader")
                ? s.section(
                        "hostHeader",
                        it -> new HostHeader.Name(it.required("name", Hosts.FORM, "")))
                : s.one("hostHeader", HOST_HEADER, new HostHeader.Preserve());
    }

    private void check(Section s) {
        long secure = endpoints.stream().filter(it -> it.getScheme().equals("https")).count();
        boolean https = secure > 0;
        if (https && secure < endpoints.size()) {
            s.fault("endpoints", "mix http and https", "allowed: one scheme a cluster");
        }
        boolean fits =
                protocol == Protocol.HTTP1
                        || endpoints.isEmpty()
                        || https == (protocol == Protocol.H2);
        if (!fits) {
            s.fault(
                    "protocol",
                    "does not fit the endpoints",
                    "allowed: h2 with https, h2c with http");
        }
        if (!https && s.isWritten("tls") && !endpoints.isEmpty()) {
            s.fault("tls", "has no effect on http endpoints", "allowed: with https endpoints");
        }
    }

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
            boolean insecureSkipVerify) {
        static Tls read(Section s) {
            Tls tls =
                    new Tls(
                            s.file("ca"),
                            s.optional("serverName", Hosts.FORM),
                            s.file("certificate"),
                            s.secret("key"),
                            s.flag("insecureSkipVerify", false));
            if ((tls.certificate == null) != (tls.key == null)) {
                s.fault("certificate and key go together", "allowed: both or none");
            }
            return tls;
        }
    }

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
    public record Credential(String header, SecretRef value) {
        static Credential read(Section s) {
            return new Credential(
                    s.required("header", FieldNames.CREDENTIAL, ""), s.requiredSecret("value"));
        }
    }

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
            List<Integer> status) {
        static Health read(Section s) {
            return new Health(
                    s.one("path", HttpPaths.EXACT, "/-/healthz"),
                    s.one(
                            "interval",
                            new Durations(Duration.ofMillis(100), Duration.ofHours(1)),
                            Duration.ofSeconds(5)),
                    s.one("timeout", Durations.upTo(Duration.ofMinutes(1)), Duration.ofSeconds(1)),
                    s.one("unhealthyAfter", new Counts(1, 100), 3),
                    s.one("healthyAfter", new Counts(1, 100), 2),
                    s.some("status", new Counts(200, 599), List.of(200)));
        }
    }

    /**
     * Passive ejection.
     *
     * @param maxEjected share of the endpoints, 0 to 1
     */
    public record Eject(int consecutiveFailures, Duration baseTime, double maxEjected) {
        static Eject read(Section s) {
            return new Eject(
                    s.one("consecutiveFailures", new Counts(1, 1_000), 5),
                    s.one("baseTime", Durations.upTo(Duration.ofHours(1)), Duration.ofSeconds(10)),
                    s.one("maxEjected", new Shares(50), 0.5));
        }
    }
}
