package io.raygate.upstream;

import io.raygate.pem.PemFile;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Protocol and TLS of every client that speaks to a cluster, whether it forwards or checks (S-77).
 */
public final class ClientOptions {

    private ClientOptions() {}

    /** Fresh options that the caller may complete. */
    public static HttpClientOptions of(ClusterSettings cluster) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(
                                cluster.protocol() == Protocol.HTTP1
                                        ? HttpVersion.HTTP_1_1
                                        : HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setConnectTimeout((int) cluster.pool().connect().toMillis())
                        .setDecompressionSupported(false)
                        .setTcpNoDelay(true);
        if (cluster.endpoints().stream().anyMatch(EndpointAddress::tls)) {
            options.setSsl(true)
                    .setSslEngineOptions(new OpenSSLEngineOptions())
                    .setSslHandshakeTimeout(cluster.pool().connect().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setVerifyHost(true);
            options.setUseAlpn(cluster.protocol() == Protocol.H2);
            options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
            cluster.tls().ifPresent(tls -> apply(tls, options));
        }
        return options;
    }

    /**
     * The same for plain sockets; the peer's chain and name are always verified but where told not
     * to.
     */
    public static ClientSSLOptions tls(ClusterSettings cluster) {
        ClientSSLOptions options = new ClientSSLOptions();
        options.setHostnameVerificationAlgorithm("HTTPS");
        options.setSslHandshakeTimeout(cluster.pool().connect().toMillis());
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        cluster.tls().ifPresent(tls -> apply(tls, options));
        return options;
    }

    private static void apply(UpstreamTls tls, ClientSSLOptions options) {
        tls.ca().ifPresent(ca -> options.setTrustOptions(trust(ca)));
        if (tls.certificate().isPresent() && tls.key().isPresent()) {
            options.setKeyCertOptions(identity(tls.certificate().get(), tls.key().get()));
        }
        if (tls.insecureSkipVerify()) {
            options.setTrustAll(true).setHostnameVerificationAlgorithm("");
        }
    }

    private static void apply(UpstreamTls tls, HttpClientOptions options) {
        tls.ca().ifPresent(ca -> options.setTrustOptions(trust(ca)));
        if (tls.certificate().isPresent() && tls.key().isPresent()) {
            options.setKeyCertOptions(identity(tls.certificate().get(), tls.key().get()));
        }
        if (tls.insecureSkipVerify()) {
            options.setTrustAll(true).setVerifyHost(false);
        }
    }

    private static PemTrustOptions trust(PemFile ca) {
        return new PemTrustOptions().addCertValue(ca.buffer());
    }

    private static PemKeyCertOptions identity(PemFile certificate, PemFile key) {
        return new PemKeyCertOptions().addCertValue(certificate.buffer()).addKeyValue(key.buffer());
    }
}
