package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.config.AdminConfig;
import io.raygate.config.SecretRef;
import io.raygate.listener.CertificateSettings;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-76, for the admin listener. */
class AdminCertificateTest {
    @TempDir private Path folder;
    private TestCertificates certificates;
    private CertificateSettings files;
    private AdminCertificate certificate;

    @BeforeEach
    void certify() {
        certificates = new TestCertificates(folder);
        install();
        certificate = read(InstantSource.system());
    }

    private void install() {
        files = certificates.install("a", certificates.issue(Algorithm.ecp256, "a.example.com"));
    }

    private AdminCertificate read(InstantSource clock) {
        SecretRef key = new SecretRef.File(folder.resolve("a.key"));
        return new AdminCertificate(new AdminConfig.Tls(files.chain(), key), files.key(), clock);
    }

    @Test
    void whatDidNotChangeIsNotShownAnew() throws StartFailure {
        certificate.first();
        assertThat(certificate.next()).isEmpty();
        install();
        assertThat(certificate.next()).isPresent();
        assertThat(certificate.next()).isEmpty();
    }

    @Test
    void aBrokenFileLeavesTheOldOneAndAGoodOneTakesItsPlace() throws StartFailure {
        certificate.first();
        certificates.write("a.crt", "none");
        assertThat(certificate.next()).isEmpty();
        install();
        assertThat(certificate.next()).isPresent();
    }

    @Test
    void aCertificateThatIsOverIsNone() {
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(400));
        assertThatThrownBy(() -> read(later).first()).isInstanceOf(StartFailure.class);
    }

    @Test
    void aKeyThatOthersCanReadIsNone() throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve("a.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(certificate::first).hasMessageContaining("can be read by others");
    }
}
