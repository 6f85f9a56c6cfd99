package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.TestCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The upstream's chain and name are verified (S-77): a wrong one is 502 and gets no byte of a
 * request.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UpstreamTlsIT {
    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;

    @AfterEach
    void end() {
        vertx.close().await();
    }

    private int serve(X509Bundle bundle) {
        PemKeyCertOptions identity =
                new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(bundle.getCertificatePathPEM()))
                        .setKeyValue(Buffer.buffer(bundle.getPrivateKeyPEM()));
        return vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(identity))
                .requestHandler(request -> request.response().end("by tls"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private HttpResponse<String> call(int port, String tls) {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(
                        """
                        clusters: {secure: {endpoints: ["https://localhost:%d"], health: off, eject: off, tls: %s}}
                        routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {secure: 1}}}}
                        """
                                .formatted(port, tls))) {
            return gateway.get("/x");
        }
    }

    @Test
    void forwardsToAnUpstreamOfTheConfiguredAuthorityAndName() {
        TestCertificates certificates = new TestCertificates(folder);
        int port = serve(certificates.issue(Algorithm.ecp256, "localhost"));
        HttpResponse<String> answer =
                call(port, "{ca: \"%s\"}".formatted(certificates.authorityFile()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("by tls");
    }

    @Test
    void refusesAnUpstreamOfAnotherName() {
        TestCertificates certificates = new TestCertificates(folder);
        int port = serve(certificates.issue(Algorithm.ecp256, "other.example"));
        HttpResponse<String> answer =
                call(port, "{ca: \"%s\"}".formatted(certificates.authorityFile()));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_tls_failed");
        HttpResponse<String> named =
                call(
                        port,
                        "{ca: \"%s\", serverName: other.example}"
                                .formatted(certificates.authorityFile()));
        assertThat(named.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnUpstreamOfAnUnknownAuthority() {
        TestCertificates certificates = new TestCertificates(folder);
        int port = serve(certificates.issue(Algorithm.ecp256, "localhost"));
        HttpResponse<String> answer = call(port, "{}");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_tls_failed");
    }

    /** TLS must be done in {@code timeouts.connect}. */
    @ParameterizedTest
    @ValueSource(strings = {"http1", "h2"})
    void givesUpAnUpstreamThatDoesNotShakeHands(String protocol) throws Exception {
        new TestCertificates(folder);
        try (FaultyUpstream upstream = FaultyUpstream.start(Conversation::awaitGone);
                GatewayUnderTest gateway = gateway(upstream.port(), protocol)) {
            HttpResponse<String> answer = gateway.get("/x");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_connect_failed");
            await().until(() -> upstream.open() == 0);
        }
    }

    @Test
    void refusesAnUpstreamThatSpeaksNoHttp2() {
        int port = serve(new TestCertificates(folder).issue(Algorithm.ecp256, "localhost"));
        try (GatewayUnderTest gateway = gateway(port, "h2")) {
            HttpResponse<String> answer = gateway.get("/x");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_protocol_error");
        }
    }

    private GatewayUnderTest gateway(int port, String protocol) {
        return GatewayUnderTest.start(
                """
                timeouts: {connect: 500ms}
                clusters: {secure: {endpoints: ["https://localhost:%d"], protocol: %s, health: off, eject: off, tls: {ca: "%s"}}}
                routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {secure: 1}}}}
                """
                        .formatted(port, protocol, folder.resolve("ca.pem")));
    }
}
