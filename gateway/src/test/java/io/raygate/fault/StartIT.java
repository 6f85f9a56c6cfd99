package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.Gateway;
import io.raygate.GatewayParts;
import io.raygate.StartFailure;
import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.raygate.testing.GatewayUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a gateway from starting is said by key, address and place. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StartIT {
    @TempDir private Path folder;

    private final GatewayParts parts = GatewayUnderTest.parts(InstantSource.system());

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("raygate.yaml"), yaml);
    }

    private Compiled compiled(String yaml) throws IOException {
        return (Compiled) parts.configuration(file(yaml)).read(1);
    }

    private ConfigProblem fault(String yaml) throws IOException {
        return ((Faulty) parts.configuration(file(yaml)).read(1)).faults().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listeners.web.address", "ops.address", "admin.address"})
    void aTakenPortIsNamedByItsKeyAndAddress(String key) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Compiled compiled =
                    compiled(
                            """
                            version: 1
                            listeners: {web: {address: "127.0.0.1:%d"}}
                            ops: {address: "127.0.0.1:%d"}
                            admin: {address: "127.0.0.1:%d"}
                            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
                            routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}
                            observability: {log: {access: "%s"}}
                            """
                                    .formatted(
                                            port(key, "listeners.web.address", taken),
                                            port(key, "ops.address", taken),
                                            port(key, "admin.address", taken),
                                            folder.resolve("access.log")));
            assertThatThrownBy(() -> Gateway.start(parts, compiled))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(key + " 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static int port(String taken, String key, ServerSocket socket) {
        return taken.equals(key) ? socket.getLocalPort() : 0;
    }

    @Test
    void aMissingCertificateIsNamedWithItsListener() throws IOException {
        Compiled compiled =
                compiled(
                        """
                        version: 1
                        listeners:
                          web:
                            address: "127.0.0.1:0"
                            tls:
                              certificates:
                                - names: [api.example.com]
                                  certificate: %1$s/absent.pem
                                  key: {file: %1$s/absent.key}
                        ops: {address: "127.0.0.1:0"}
                        admin: {address: "127.0.0.1:0"}
                        clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
                        routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}
                        observability: {log: {access: off}}
                        """
                                .formatted(folder));
        assertThatThrownBy(() -> Gateway.start(parts, compiled))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("listeners.web")
                .hasMessageContaining("absent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.jwks", "../../../../../../../../../../dev/null", "."})
    void aKeySetThatIsNoFileIsAFaultOfItsLine(String name) throws IOException {
        ConfigProblem fault =
                fault(
                        """
                        version: 1
                        listeners: {web: {address: "127.0.0.1:0"}}
                        auth:
                          jwt:
                            corp:
                              issuer: https://login.example.com
                              audiences: [raygate]
                              jwks: {file: %s/%s}
                        clusters: {one: {endpoints: [http://127.0.0.1:1]}}
                        routes: {all: {match: {path: /a}, auth: [jwt.corp], tenants: all, split: {weights: {one: 1}}}}
                        """
                                .formatted(folder, name));
        assertThat(fault.toString())
                .contains("raygate.yaml:8:", "auth.jwt.corp.jwks: cannot be read");
    }

    /** S-32: what an operator's file holds cannot add a field of its own. */
    @Test
    void anUpstreamCredentialOfTwoLinesIsAFault() throws IOException {
        Files.writeString(folder.resolve("credential"), "Bearer one\r\nX-Other: two\n");
        ConfigProblem fault =
                fault(
                        """
                        version: 1
                        listeners: {web: {address: "127.0.0.1:0"}}
                        clusters: {one: {endpoints: [http://127.0.0.1:1], credential: {header: Authorization, value: {file: "%s/credential"}}}}
                        routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}
                        """
                                .formatted(folder));
        assertThat(fault.toString()).contains("raygate.yaml:3:", "holds what no field value may");
    }
}
