package io.raygate.conformance;

import static io.raygate.testing.RawHttp2.DATA;
import static io.raygate.testing.RawHttp2.END_HEADERS;
import static io.raygate.testing.RawHttp2.END_STREAM;
import static io.raygate.testing.RawHttp2.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-22: connections that are used for the name of another certificate. */
@Timeout(120)
class MisdirectedIT {
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var certificates = new TestCertificates(folder);
        var own = certificates.issue(Algorithm.ecp256, "a.example.com", "c.example.com");
        certificates.install("own", own, "a.example.com");
        certificates.install("other", certificates.issue(Algorithm.ecp256, "b.example.com"), "b");
        gateway =
                GatewayUnderTest.start(
                        """
                        clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
                        routes: {all: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                        """,
                        """
                        {http: {address: "127.0.0.1:0", http2: true, tls: {certificates: [
                           {names: [a.example.com, c.example.com], certificate: "%1$s/own.crt", key: {file: "%1$s/own.key"}},
                           {names: [b.example.com], certificate: "%1$s/other.crt", key: {file: "%1$s/other.key"}}]}}}
                        """
                                .formatted(folder)
                                .replace("\n", " "));
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com, a.example.com, 401",
        "a.example.com, A.example.com:443, 401",
        "a.example.com, c.example.com, 401",
        "a.example.com, b.example.com, 421",
        "a.example.com, B.EXAMPLE.com:8443, 421",
        "a.example.com, unknown.example.com, 421",
        "b.example.com, a.example.com, 421",
        "b.example.com, b.example.com, 401",
    })
    void isSentAwayFromAConnectionForAnotherName(String named, String authority, int status)
            throws Exception {
        try (var client = RawHttp2.connect(gateway.port(), named).begin()) {
            var head =
                    client.block(1, ":method=GET~:scheme=https~:path=/x~:authority=" + authority);
            client.frame(HEADERS, END_STREAM | END_HEADERS, 1, head);
            var body = client.await(frame -> frame.stream() == 1 && frame.type() == DATA);
            assertThat(StandardCharsets.UTF_8.decode(body.payload()).toString())
                    .contains("\"status\":" + status);
        }
    }
}
