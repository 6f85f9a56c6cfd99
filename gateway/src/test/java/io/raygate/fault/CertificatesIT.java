package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D-02: certificates change under traffic; no request fails, and the new one is shown. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CertificatesIT {
    private static final int CHANGES = 4;

    @TempDir private Path folder;

    @Test
    void noRequestFailsWhileCertificatesChange() throws Exception {
        var certificates = new TestCertificates(folder);
        install(certificates);
        try (FaultyUpstream upstream = Named.upstream("one");
                GatewayUnderTest gateway = gateway(upstream)) {
            var kept = traffic(gateway, Version.HTTP_1_1);
            var streams = traffic(gateway, Version.HTTP_2);
            try (kept;
                    streams;
                    RawSocket oldest = RawSocket.of(handshake(gateway))) {
                assertServed(gateway, oldest);
                for (int change = 0; change < CHANGES; change++) {
                    certificates.write("api.crt", change % 2 == 0 ? "half" : "");
                    var fresh = install(certificates).getCertificate().getSerialNumber();
                    await().until(() -> serial(gateway).equals(fresh));
                    assertMoving(kept);
                    assertMoving(streams);
                    assertServed(gateway, oldest);
                }
            }
            assertThat(kept.answers()).allMatch(answer -> answer.status() == 200);
            assertThat(streams.answers()).allMatch(answer -> answer.status() == 200);
        }
    }

    /** S-98: what a reload says is in force is in force. */
    @Test
    void aReloadThatNamesAnotherCertificateShowsIt() throws Exception {
        var certificates = new TestCertificates(folder);
        install(certificates);
        try (FaultyUpstream upstream = Named.upstream("one");
                GatewayUnderTest gateway = gateway(upstream)) {
            var other = certificates.issue(Algorithm.ecp256, "api.example.com");
            certificates.install("other", other, "api.example.com");
            gateway.reconfigure(route(upstream), listener("other"));
            var expected = other.getCertificate().getSerialNumber();
            await().until(() -> serial(gateway).equals(expected));
        }
    }

    /** S-76: the old ones stay, the gateway stays ready, and an operator can see why. */
    @Test
    void saysThatOlderCertificatesAreShown() throws Exception {
        var certificates = new TestCertificates(folder);
        install(certificates);
        try (FaultyUpstream upstream = Named.upstream("one");
                GatewayUnderTest gateway = gateway(upstream)) {
            var fresh = "raygate_certificate_last_reload_successful{listener=\"https\"}";
            assertThat(gateway.metric(fresh)).isEqualTo(1);
            assertThat(gateway.ops("/readyz?verbose").body()).contains("[+]certificates\n");

            certificates.write("api.crt", "half");
            await().until(() -> gateway.metric(fresh) == 0);
            var ready = gateway.ops("/readyz?verbose");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body())
                    .contains("[+]certificates older ones are shown, https: ", "api.crt")
                    .endsWith("\nready\n");

            install(certificates);
            await().until(() -> gateway.metric(fresh) == 1);
            assertThat(gateway.ops("/readyz?verbose").body()).contains("[+]certificates\n");
        }
    }

    private static X509Bundle install(TestCertificates certificates) {
        var fresh = certificates.issue(Algorithm.ecp256, "api.example.com");
        certificates.install("api", fresh, "api.example.com");
        return fresh;
    }

    private static void assertMoving(Traffic traffic) {
        int before = traffic.size();
        await().until(() -> traffic.size() > before);
    }

    /** The serial number that a new connection, which then serves a request, is shown. */
    private static BigInteger serial(GatewayUnderTest gateway) throws Exception {
        try (var socket = handshake(gateway)) {
            assertServed(gateway, RawSocket.of(socket));
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber();
        }
    }

    private static void assertServed(GatewayUnderTest gateway, RawSocket socket)
            throws IOException {
        socket.lines("GET /a HTTP/1.1~Host: a~X-API-Key: " + gateway.key() + "~~");
        assertThat(socket.readAnswer()).startsWith("HTTP/1.1 200 ");
    }

    private static SSLSocket handshake(GatewayUnderTest gateway) throws IOException {
        var socket =
                (SSLSocket)
                        TestCertificates.believing()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), gateway.port("https"));
        socket.startHandshake();
        return socket;
    }

    private static Traffic traffic(GatewayUnderTest gateway, Version version) {
        var client =
                HttpClient.newBuilder()
                        .version(version)
                        .sslContext(TestCertificates.believing())
                        .build();
        var target = URI.create("https://127.0.0.1:" + gateway.port("https") + "/a");
        return new Traffic(client, target, gateway.key(), 2);
    }

    private GatewayUnderTest gateway(FaultyUpstream upstream) {
        return GatewayUnderTest.start(route(upstream), listener("api"));
    }

    private static String route(FaultyUpstream upstream) {
        return """
               clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
               routes:
                 all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
               """
                .formatted(upstream.port());
    }

    private String listener(String file) {
        return """
               {https: {address: "127.0.0.1:0", http2: true, tls: {certificates: [
                 {names: [api.example.com], certificate: %1$s/%2$s.crt, key: {file: %1$s/%2$s.key}}]}}}
               """
                .formatted(folder, file)
                .replace("\n", " ");
    }
}
