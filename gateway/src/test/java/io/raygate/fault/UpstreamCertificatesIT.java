package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.TestCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-77: files of upstream TLS that change in place count for new connections, unless they are bad.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UpstreamCertificatesIT {
    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;

    @AfterEach
    void end() {
        vertx.close().await();
    }

    /** Tells which client it has seen. */
    private int serve(TestCertificates certificates) throws Exception {
        X509Bundle own = certificates.issue(Algorithm.ecp256, "localhost");
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setClientAuth(ClientAuth.REQUEST)
                        .setTrustOptions(
                                new PemTrustOptions()
                                        .addCertValue(
                                                Buffer.buffer(
                                                        Files.readAllBytes(
                                                                certificates.authorityFile()))))
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertValue(Buffer.buffer(own.getCertificatePathPEM()))
                                        .setKeyValue(Buffer.buffer(own.getPrivateKeyPEM())));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(client(request.sslSession())))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static String client(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException nobody) {
            return "nobody";
        }
    }

    private GatewayUnderTest gateway(int port, Path ca, String identity) {
        return GatewayUnderTest.start(
                """
                timeouts: {connect: 30s}
                clusters: {secure: {endpoints: ["https://localhost:%d"], health: off, eject: off, tls: {ca: "%s"%s}}}
                routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {secure: 1}}}}
                """
                        .formatted(port, ca, identity));
    }

    private void install(X509Bundle bundle) throws Exception {
        Files.writeString(folder.resolve("own.crt"), bundle.getCertificatePathPEM());
        Files.writeString(folder.resolve("own.key"), bundle.getPrivateKeyPEM());
    }

    @Test
    void takesANewClientCertificateAndKeepsTheOldForABadOne() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        install(certificates.issue(Algorithm.ecp256, "one"));
        String identity =
                ", certificate: \"%s\", key: {file: \"%s\"}"
                        .formatted(folder.resolve("own.crt"), folder.resolve("own.key"));
        int port = serve(certificates);
        try (GatewayUnderTest gateway = gateway(port, certificates.authorityFile(), identity)) {
            assertThat(gateway.get("/a").body()).contains("one");

            X509Bundle two = certificates.issue(Algorithm.ecp256, "two");
            Files.writeString(folder.resolve("own.key"), two.getPrivateKeyPEM());
            await().until(() -> gateway.metric("raygate_config_last_reload_successful") == 0);
            assertThat(gateway.get("/a").body()).contains("one");

            Files.writeString(folder.resolve("own.crt"), two.getCertificatePathPEM());
            await().until(
                            () -> {
                                String body = gateway.get("/a").body();
                                assertThat(body).containsAnyOf("one", "two");
                                return body.contains("two");
                            });
        }
    }

    @Test
    void takesANewAuthorityAndKeepsTheOldForABadOne(@TempDir Path other) throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        TestCertificates strangers = new TestCertificates(other);
        Path ca = folder.resolve("upstream-ca.crt");
        Files.copy(certificates.authorityFile(), ca);
        int port = serve(certificates);
        try (GatewayUnderTest gateway = gateway(port, ca, "")) {
            assertThat(gateway.get("/a").body()).isEqualTo("nobody");

            Files.writeString(ca, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
            await().until(() -> gateway.metric("raygate_config_last_reload_successful") == 0);
            assertThat(gateway.get("/a").body()).isEqualTo("nobody");

            Files.write(ca, Files.readAllBytes(strangers.authorityFile()));
            await().until(() -> gateway.get("/a").body().contains("upstream_tls_failed"));
        }
    }
}
