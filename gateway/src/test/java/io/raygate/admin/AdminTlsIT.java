package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.StartFailure;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-88: the admin listener with a certificate, and where others reach it. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdminTlsIT {
    private static final String ROUTES =
            """
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """;

    /** An address of documentation, which no machine has. */
    private static final String ELSEWHERE = "192.0.2.1:9090";

    @TempDir private Path folder;
    private TestCertificates certificates;

    @BeforeEach
    void certify() {
        certificates = new TestCertificates(folder);
        install();
    }

    private void install() {
        certificates.install("admin", certificates.issue(Algorithm.ecp256, "admin.example.com"));
    }

    private String yaml(String address) {
        return ROUTES
                + "state: {folder: \"%1$s/state\"}\nadmin: {address: \"%2$s\", tls: {certificate: %1$s/admin.crt, key: {file: %1$s/admin.key}}}\n"
                        .formatted(folder, address);
    }

    private static SSLSocket connect(GatewayUnderTest gateway, String... versions) {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            TestCertificates.believing()
                                    .getSocketFactory()
                                    .createSocket("127.0.0.1", gateway.gateway().adminPort());
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET /v1/keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Certificate shown(GatewayUnderTest gateway) {
        try (SSLSocket socket = connect(gateway, "TLSv1.3")) {
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void answersOverTls(String version) throws IOException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(yaml("127.0.0.1:0"));
                SSLSocket socket = connect(gateway, version)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(ask(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void answersNobodyInPlainText() throws IOException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(yaml("127.0.0.1:0"));
                Socket plain =
                        new Socket(
                                InetAddress.getLoopbackAddress(), gateway.gateway().adminPort())) {
            assertThat(ask(plain)).doesNotContain("HTTP/1.1 401");
        }
    }

    /** S-76. */
    @Test
    void showsANewCertificateWithoutARestart() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(yaml("127.0.0.1:0"))) {
            Certificate first = shown(gateway);
            install();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !shown(gateway).equals(first));
        }
    }

    @Test
    void aCertificateThatCannotBeUsedKeepsItFromStarting() {
        certificates.write("admin.crt", "none");
        assertThatThrownBy(() -> GatewayUnderTest.start(yaml("127.0.0.1:0")))
                .hasCauseInstanceOf(StartFailure.class)
                .hasMessageContaining("admin.tls: ")
                .hasMessageContaining("admin.crt cannot be used");
    }

    /** With an owner it gets as far as an address that this machine has not. */
    @Test
    void otherMachinesReachItOnlyWhenThereIsAnOwner() {
        assertThatThrownBy(() -> GatewayUnderTest.start(yaml(ELSEWHERE)))
                .hasCauseInstanceOf(StartFailure.class)
                .hasMessageContaining("no active credential of an owner")
                .hasMessageContaining("raygate login --bootstrap");
        String plain = ROUTES + "state: {folder: \"" + folder + "/state\"}\n";
        try (GatewayUnderTest gateway = GatewayUnderTest.start(plain)) {
            AdminUnderTest.login(gateway, folder.resolve("state"));
        }
        assertThatThrownBy(() -> GatewayUnderTest.start(yaml(ELSEWHERE)))
                .hasCauseInstanceOf(StartFailure.class)
                .hasMessageContaining("admin.address " + ELSEWHERE)
                .message()
                .doesNotContain("owner");
    }
}
