package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plain listener that only says where TLS is. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RedirectIT {
    @TempDir private static Path folder;

    private static GatewayUnderTest gateway() {
        var certificates = new TestCertificates(folder);
        certificates.install("tls", certificates.issue(Algorithm.ecp256, "localhost"), "localhost");
        return GatewayUnderTest.start(
                """
                clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
                routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                """,
                """
                {http: {address: "127.0.0.1:0", redirectTo: https},
                 https: {address: "127.0.0.1:0", tls: {certificates: [
                   {names: [localhost], certificate: "%s", key: {file: "%s"}}]}}}
                """
                        .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"))
                        .replace("\n", " "));
    }

    @Test
    void sendsEveryRequestToTheSamePlaceOverTls() throws Exception {
        try (GatewayUnderTest gateway = gateway();
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines("POST /%7Ea/b?c=%20d HTTP/1.1~Host: localhost:80~Content-Length: 0~~");
            assertThat(client.readThrough("\r\n\r\n"))
                    .startsWith("HTTP/1.1 308 ")
                    .containsIgnoringCase(
                            "location: https://localhost:"
                                    + gateway.port("https")
                                    + "/~a/b?c=%20d\r\n");
            assertThat(gateway.logLine("/~a/b").getInteger("http.response.status_code"))
                    .isEqualTo(308);
        }
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        try (GatewayUnderTest gateway = gateway();
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines("GET /a/../b HTTP/1.1~Host: localhost~~");
            assertThat(client.readThrough("\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("x-raygate-code: invalid_path");
        }
        try (GatewayUnderTest gateway = gateway();
                RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines("GET /a HTTP/1.0~~");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.0 400 ")
                    .containsIgnoringCase("x-raygate-code: invalid_host");
        }
    }
}
