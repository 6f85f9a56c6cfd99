package io.raygate.snapshot;

import io.raygate.config.ClusterConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.HealthConfig;
import io.raygate.config.HostHeaderConfig;
import io.raygate.config.SecretRef;
import io.raygate.config.UpstreamConfig;
import io.raygate.config.UpstreamCredentialConfig;
import io.raygate.config.UpstreamTlsConfig;
import io.raygate.pem.PemFile;
import io.raygate.upstream.ClusterId;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.EjectSettings;
import io.raygate.upstream.EndpointAddress;
import io.raygate.upstream.HealthSettings;
import io.raygate.upstream.HostHeader;
import io.raygate.upstream.PoolSettings;
import io.raygate.upstream.Protocol;
import io.raygate.upstream.UpstreamCredential;
import io.raygate.upstream.UpstreamTls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the clusters of the configuration into what the upstream package works with. */
final class ClusterCompiler {
    private static final int HEAD_FIELDS = 200;
    private static final String SERVE_HEALTH = "/-/healthz";
    private static final String SERVE_GRPC_HEALTH = "/ray.serve.RayServeAPIService/Healthz";

    private final Materials materials;
    private final Faults faults;
    private final FieldSecrets secrets;
    private final PemMaterials pems;

    ClusterCompiler(Materials materials, Faults faults) {
        this.materials = materials;
        this.faults = faults;
        this.secrets = new FieldSecrets(materials, faults);
        this.pems = new PemMaterials(materials, faults);
    }

    List<ClusterSettings> compile(GatewayConfig config) {
        List<ClusterSettings> compiled = new ArrayList<>();
        config.clusters().forEach((id, cluster) -> compiled.add(compile(id, cluster, config)));
        return compiled;
    }

    private ClusterSettings compile(String id, ClusterConfig cluster, GatewayConfig config) {
        String at = "clusters." + id;
        return new ClusterSettings(
                new ClusterId(id),
                cluster.endpoints().stream().map(ClusterCompiler::address).toList(),
                Protocol.valueOf(cluster.protocol().name()),
                Optional.of(tls(at + ".tls", cluster.tls())),
                hostHeader(cluster.hostHeader()),
                Optional.ofNullable(cluster.credential())
                        .flatMap(credential -> credential(at, credential)),
                pool(cluster.upstream(), config),
                Optional.ofNullable(cluster.health()).map(health -> health(cluster, health)),
                Optional.ofNullable(cluster.eject())
                        .map(
                                eject ->
                                        new EjectSettings(
                                                eject.consecutiveFailures(),
                                                eject.baseTime(),
                                                eject.maxEjected())),
                cluster.panicThreshold(),
                cluster.retryBudget());
    }

    private static EndpointAddress address(URI endpoint) {
        boolean tls = "https".equals(endpoint.getScheme());
        String host = endpoint.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80;
        return new EndpointAddress(bare, port, tls);
    }

    private UpstreamTls tls(String at, UpstreamTlsConfig tls) {
        Optional<PemFile> ca = pems.authorities(at + ".ca", tls.ca());
        Optional<PemFile> certificate = pems.read(at + ".certificate", tls.certificate());
        Optional<PemFile> key =
                Optional.ofNullable(tls.key()).flatMap(reference -> key(at + ".key", reference));
        if (certificate.isPresent() && key.isPresent()) {
            pems.check(
                    at + ".certificate",
                    "PEM, a chain that fits the key",
                    () -> certificate.get().checkFits(key.get()));
        }
        return new UpstreamTls(
                ca,
                Optional.ofNullable(tls.serverName()),
                certificate,
                key,
                tls.insecureSkipVerify());
    }

    private Optional<PemFile> key(String at, SecretRef reference) {
        Optional<PemFile> read =
                materials
                        .secret(reference)
                        .map(text -> new PemFile(text.getBytes(StandardCharsets.US_ASCII)));
        if (read.isEmpty()) {
            faults.add(
                    at,
                    "the key is missing",
                    "needed: a readable PEM file or a variable that holds one");
        }
        return read;
    }

    private static HostHeader hostHeader(HostHeaderConfig header) {
        return switch (header) {
            case HostHeaderConfig.Preserve() -> new HostHeader.Preserve();
            case HostHeaderConfig.Endpoint() -> new HostHeader.OfEndpoint();
            case HostHeaderConfig.Name(var name) -> new HostHeader.Named(name);
        };
    }

    private Optional<UpstreamCredential> credential(
            String at, UpstreamCredentialConfig credential) {
        return secrets.read(at + ".credential.value", credential.value())
                .map(secret -> new UpstreamCredential(credential.header(), secret));
    }

    private static PoolSettings pool(UpstreamConfig upstream, GatewayConfig config) {
        return new PoolSettings(
                upstream.connections(),
                upstream.pending(),
                upstream.pendingTimeout(),
                upstream.idle(),
                upstream.maxAge(),
                config.timeouts().exchange().connect(),
                (int) upstream.head(),
                HEAD_FIELDS,
                upstream.interim());
    }

    /**
     * Ray's gRPC proxy has no HTTP health path: there the default one means its own health call.
     */
    private static HealthSettings health(ClusterConfig cluster, HealthConfig health) {
        boolean grpc =
                cluster.protocol() != ClusterConfig.Protocol.HTTP1
                        && health.path().equals(SERVE_HEALTH);
        return new HealthSettings(
                grpc ? SERVE_GRPC_HEALTH : health.path(),
                health.interval(),
                health.timeout(),
                health.unhealthyAfter(),
                health.healthyAfter(),
                Set.copyOf(health.status()));
    }
}
