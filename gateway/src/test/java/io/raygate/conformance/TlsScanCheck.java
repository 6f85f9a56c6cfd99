package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.TlsSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.TestCertificates;
import io.raygate.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two scanners find on the TLS listener (S-74). Run by {@code mvn verify -Ptls-scan}; it needs
 * Debian's {@code sslscan} and {@code testssl.sh}.
 */
@Timeout(600)
class TlsScanCheck {
    private static final Pattern CIPHER = Pattern.compile("(?:Accepted|Preferred) .* bits +(\\S+)");
    private static final Pattern GROUP = Pattern.compile("bits +(\\S+)");

    @TempDir private Path folder;

    @Test
    void sslscanFindsNothingOld() throws Exception {
        try (var listener = listener()) {
            var report = Tool.run("sslscan", "--no-colour", "--sni-name=localhost", at(listener));
            assertThat(report)
                    .containsPattern("SSLv2 +disabled")
                    .containsPattern("SSLv3 +disabled")
                    .containsPattern("TLSv1.0 +disabled")
                    .containsPattern("TLSv1.1 +disabled")
                    .containsPattern("TLSv1.2 +enabled")
                    .containsPattern("TLSv1.3 +enabled")
                    .contains("Session renegotiation not supported");
            assertThat(all(CIPHER, report))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("TLS_") || name.startsWith("ECDHE-"))
                    .allMatch(name -> name.contains("GCM") || name.contains("CHACHA20"));
            assertThat(all(GROUP, report.substring(report.indexOf("Server Key Exchange"))))
                    .containsOnly("x25519", "secp256r1", "secp384r1");
        }
    }

    @Test
    void testsslFindsNoWeakness() throws Exception {
        try (var listener = listener()) {
            var report =
                    Tool.run(
                            "testssl",
                            "--quiet",
                            "--color",
                            "0",
                            "--nodns",
                            "none",
                            "-p",
                            "-s",
                            "-U",
                            "localhost:" + listener.port());
            assertThat(report).doesNotContain("(NOT ok)", "VULNERABLE (", "potentially VULNERABLE");
            assertThat(report).contains("not vulnerable (OK)");
        }
    }

    private ListenerUnderTest listener() {
        var certificates = new TestCertificates(folder);
        var elliptic = certificates.issue(Algorithm.ecp256, "localhost");
        var rsa = certificates.issue(Algorithm.rsa2048, "localhost");
        var tls =
                new TlsSettings(
                        List.of(
                                TestCertificates.asDefault(
                                        certificates.install("ec", elliptic, "localhost")),
                                TestCertificates.asDefault(
                                        certificates.install("rsa", rsa, "localhost"))),
                        false,
                        Optional.empty());
        return ListenerUnderTest.open(
                ListenerSettings.plain("scan", "127.0.0.1", 0).with(tls), ListenerUnderTest::echo);
    }

    private static String at(ListenerUnderTest listener) {
        return "127.0.0.1:" + listener.port();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
