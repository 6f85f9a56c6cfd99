package io.raygate.config;

import java.net.URI;
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
 * @param gpus how many one request holds while it is served, in thousandths
 */
public record ClusterConfig(
        List<URI> endpoints,
        Protocol protocol,
        UpstreamTlsConfig tls,
        HostHeaderConfig hostHeader,
        @Nullable UpstreamCredentialConfig credential,
        double panicThreshold,
        @Nullable HealthConfig health,
        @Nullable EjectConfig eject,
        UpstreamConfig upstream,
        double retryBudget,
        long gpus) {
    private static final Form<Protocol> PROTOCOL =
            Words.of("http1", Protocol.HTTP1).or("h2c", Protocol.H2C).or("h2", Protocol.H2);

    /** Fractions as well, as Ray counts them. */
    static final Form<Long> GPUS = new Decimals(0, 10_000, 3);

    private static final Form<HostHeaderConfig> HOST_HEADER =
            Words.<HostHeaderConfig>of("preserve", new HostHeaderConfig.Preserve())
                    .or("endpoint", new HostHeaderConfig.Endpoint());

    /** What of the whole gateway's settings a cluster starts from. */
    record Around(UpstreamConfig upstream, RetryConfig retry) {}

    static ClusterConfig read(Section s, Around around) {
        ClusterConfig cluster =
                new ClusterConfig(
                        s.requiredList("endpoints", Endpoints.FORM),
                        s.one("protocol", PROTOCOL, Protocol.HTTP1),
                        s.section("tls", UpstreamTlsConfig::read),
                        hostHeader(s),
                        s.optionalSection("credential", UpstreamCredentialConfig::read),
                        s.one("panicThreshold", new Shares(100), 0.5),
                        s.is("health", "off") ? null : s.section("health", HealthConfig::read),
                        s.is("eject", "off") ? null : s.section("eject", EjectConfig::read),
                        s.section("upstream", it -> UpstreamConfig.read(it, around.upstream)),
                        s.section(
                                "retry",
                                it -> it.one("budget", RetryConfig.BUDGET, around.retry.budget())),
                        s.one("gpus", GPUS, 0L));
        cluster.check(s);
        return cluster;
    }

    private static HostHeaderConfig hostHeader(Section s) {
        return s.isMapping("hostHeader")
                ? s.section(
                        "hostHeader",
                        it -> new HostHeaderConfig.Name(it.required("name", Hosts.FORM, "")))
                : s.one("hostHeader", HOST_HEADER, new HostHeaderConfig.Preserve());
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
}
