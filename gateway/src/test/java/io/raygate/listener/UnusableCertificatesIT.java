package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.testing.TestCertificates;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-76: a pair that is whole and valid, and that the TLS library cannot use, or could use with
 * nobody: there is no start with it, and in a running gateway it changes nothing.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UnusableCertificatesIT {
    private static final BigInteger HUGE_EXPONENT = BigInteger.TWO.pow(65).setBit(0).setBit(1);

    @TempDir private Path folder;
    private final Vertx vertx = Vertx.vertx();
    private TestCertificates certificates;
    private TlsSettings settings;

    @BeforeEach
    void install() {
        certificates = new TestCertificates(folder);
        var good = certificates.issue(Algorithm.ecp256, "a.test");
        settings =
                new TlsSettings(
                        List.of(certificates.install("a", good, "a.test")),
                        false,
                        Optional.empty());
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aKeyThatIsTooShort() throws Exception {
        assertUnusable(rsa(1024, RSAKeyGenParameterSpec.F4), "an RSA key of 1024 bits");
    }

    @Test
    void aKeyThatTheLibraryDoesNotTake() throws Exception {
        assertUnusable(rsa(2048, HUGE_EXPONENT), "a.crt");
    }

    private void assertUnusable(X509Bundle bad, String reason) throws Exception {
        var running = start();
        try {
            var ends = running.expiresAt();
            certificates.install("a", bad, "a.test");
            assertThatThrownBy(this::start)
                    .isInstanceOf(CertificateFault.class)
                    .hasMessageContaining(reason);
            assertThat(running.poll()).isFalse();
            assertThat(running.isStale()).isTrue();
            assertThat(running.expiresAt()).isEqualTo(ends);
            assertRecovers(running);
        } finally {
            running.close();
        }
    }

    private void assertRecovers(ListenerTls running) {
        certificates.install("a", certificates.issue(Algorithm.ecp256, "a.test"), "a.test");
        assertThat(running.poll()).isTrue();
        assertThat(running.isStale()).isFalse();
    }

    private ListenerTls start() throws CertificateFault {
        return new ListenerTls(
                settings,
                false,
                new IdentityReader(InstantSource.system()),
                new TicketKeys(new SecureRandom(), System::nanoTime));
    }

    private X509Bundle rsa(int bits, BigInteger exponent) throws Exception {
        return new CertificateBuilder()
                .subject("CN=a.test")
                .addSanDnsName("a.test")
                .notAfter(Instant.now().plusSeconds(3600))
                .keyPair(keys(bits, exponent))
                .buildIssuedBy(certificates.authority());
    }

    private static KeyPair keys(int bits, BigInteger exponent) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
        return generator.generateKeyPair();
    }
}
