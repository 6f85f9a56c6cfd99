package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.cli.CommandFailure;
import io.raygate.cli.LoginCommand.Configured;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where one logs in, as a configuration file says it. */
class LoginPlacesTest {
    @TempDir private Path folder;

    private Configured configured(String more) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("raygate.yaml"),
                        """
                        version: 1
                        listeners: {http: {address: "127.0.0.1:0"}}
                        clusters: {one: {endpoints: ["http://127.0.0.1:1"]}}
                        routes: {all: {match: {path: /a}, auth: none, split: {weights: {one: 1}}}}
                        """
                                + more);
        return new LoginPlaces(Terminal.system()).apply(file);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "127.0.0.1:9190, http://127.0.0.1:9190",
                "[::1]:9190, http://[::1]:9190",
                "localhost:9190, http://localhost:9190",
                "127.0.0.1:0, none"
            })
    void aGatewayIsWhereItsFileSays(String address, String url) throws IOException {
        String admin = "admin: {address: \"" + address + "\"}\n";
        assertThat(configured("state: {folder: here}\n" + admin))
                .isEqualTo(new Configured(folder.resolve("here"), url));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:9190, https://127.0.0.1:9190", "[::]:9190, https://[::1]:9190"})
    void oneThatListensEverywhereIsHereToo(String address, String url) throws IOException {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.install("c", certificates.issue(Algorithm.ecp256, "gateway"), "gateway");
        String admin =
                "admin: {address: \"%s\", tls: {certificate: c.crt, key: {file: c.key}}}\n"
                        .formatted(address);
        assertThat(configured("state: {folder: here}\n" + admin).adminUrl()).isEqualTo(url);
    }

    @Test
    void withoutAStoreThereIsNothingToLogInTo() {
        assertThatThrownBy(() -> configured(""))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("state.folder");
    }
}
